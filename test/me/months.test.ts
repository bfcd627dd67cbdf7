import { describe, expect, test } from 'vitest';
import { byMonth, lastMonths } from '../../src/me/months.ts';

describe('the months', () => {
  const at = new Date('2026-11-21T07:22:00Z');

  test('are twelve of the calendar of the reader, oldest first', () => {
    const names = (lang: 'fa' | 'en') =>
      lastMonths(at, lang).map(month =>
        new Intl.DateTimeFormat(lang === 'fa' ? 'fa-IR-u-ca-persian' : 'en-GB', {
          timeZone: 'Asia/Tehran',
          month: 'long',
        }).format(month),
      );
    expect(names('fa').slice(0, 2)).toEqual(['آذر', 'دی']);
    expect(names('fa').at(-1)).toBe('آبان');
    expect(new Set(names('fa')).size).toBe(12);
    expect(names('en')[0]).toBe('December');
    expect(names('en').at(-1)).toBe('November');
    expect(new Set(names('en')).size).toBe(12);
  });

  test('count each day once, in the month where it fell in Tehran', () => {
    const days = [
      { day: '2026-10-22', basis: 'consent' as const, count: 2 },
      { day: '2026-10-23', basis: 'consent' as const, count: 3 },
      { day: '2026-10-23', basis: 'law' as const, count: 1 },
    ];
    const fa = byMonth(days, at, 'fa');
    expect(fa.at(-1)).toMatchObject({ consent: 3, law: 1 });
    expect(fa.at(-2)).toMatchObject({ consent: 2, law: 0 });
    expect(byMonth(days, at, 'en').at(-2)).toMatchObject({ consent: 5, law: 1 });
  });
});
