import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room?.close());

const names = ['national_id', 'birth_date', 'given_name', 'family_name', 'mobile', 'code', 'password', 'to'];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', '0', '9990000123', '1372/5/17', '\0', '../../', '%00', '[]', '__proto__', 'گلناز'),
);
const form = fc.array(fc.tuple(fc.constantFrom(...names, 'x[]', '__proto__'), text), { maxLength: 12 });
const path = fc.oneof(
  fc.constantFrom('/enrol', '/recover', '/me/mobile'),
  fc.tuple(
    fc.constantFrom('enrol', 'recover'),
    text,
    fc.constantFrom('', '/code', '/password', '/check', '/factor'),
  ),
);

test('whatever is posted, from wherever, is refused in plain words and never breaks anything', async () => {
  await fc.assert(
    fc.asyncProperty(path, form, text, async (where, fields, cookie) => {
      room.t.clock.advance({ hours: 1 });
      const address =
        typeof where === 'string'
          ? where
          : `/${where[0]}/${encodeURIComponent(where[1].toWellFormed())}${where[2]}`;
      const response = await fetch(room.url + address, {
        method: 'POST',
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: `enrolment=${encodeURIComponent(cookie.toWellFormed())}` },
        body: new URLSearchParams(fields.map(([name, value]) => [name, value.toWellFormed()])),
      });
      expect([400, 401, 403, 404, 410, 413]).toContain(response.status);
    }),
    { numRuns: 150 },
  );
  expect(room.t.log.filter(line => line.includes('unexpected'))).toEqual([]);
});
