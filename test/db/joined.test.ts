import { describe, expect, it } from 'vitest';
import { joined } from '../../src/db/index.ts';

const later = (ms: number) => new Promise(done => setTimeout(done, ms));

describe('calls that wait at the same moment', () => {
  it('go as one, and each gets its own answer', async () => {
    const sent: number[][] = [];
    const double = joined<number, number>(
      async inputs => {
        sent.push([...inputs]);
        return inputs.map(input => input * 2);
      },
      { most: 10, inFlight: 1 },
    );
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(sent).toEqual([[1, 2, 3]]);
  });

  it('never more than so many in one, nor more than so many at once', async () => {
    let underWay = 0;
    let most = 0;
    const sizes: number[] = [];
    const slow = joined<number, number>(
      async inputs => {
        underWay += 1;
        most = Math.max(most, underWay);
        sizes.push(inputs.length);
        await later(5);
        underWay -= 1;
        return inputs;
      },
      { most: 4, inFlight: 2 },
    );
    const inputs = Array.from({ length: 30 }, (_, at) => at);
    expect(await Promise.all(inputs.map(slow))).toEqual(inputs);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
    expect(most).toBe(2);
  });

  it('a call whose data is at fault fails alone; when the database is away all fail, and nothing is sent again', async () => {
    let sent = 0;
    const picky = joined<string, string>(
      async inputs => {
        sent += 1;
        if (inputs.includes('bad')) throw Object.assign(new Error('data'), { code: '22001' });
        if (inputs.includes('away')) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
        return inputs;
      },
      { most: 10, inFlight: 1 },
    );
    const mixed = await Promise.allSettled(['a', 'bad', 'b'].map(picky));
    expect(mixed.map(one => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    sent = 0;
    const away = await Promise.allSettled(['a', 'away'].map(picky));
    expect(away.map(one => one.status)).toEqual(['rejected', 'rejected']);
    expect(sent).toBe(1);
  });
});
