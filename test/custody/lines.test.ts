import { expect, test } from 'vitest';
import { linesOf } from '../../src/custody/lines.ts';

test('rows are cut where they end, however the bytes come, and one without end does not fill the memory', async () => {
  const long = 'x'.repeat(70_000);
  const whole = Buffer.from(`یک\n${long}\n\nسه`);
  for (const size of [1_000, 3, whole.length]) {
    async function* chunks() {
      for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
    }
    const lines = [];
    for await (const line of linesOf(chunks())) lines.push(line);
    expect(lines).toEqual([
      { text: 'یک', ended: true },
      { code: 'custody.row_too_long', ended: true },
      { text: 'سه', ended: false },
    ]);
  }
});
