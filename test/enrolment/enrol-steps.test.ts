import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { persianDigits } from '../../src/text.ts';
import { Browser } from '../support/browser.ts';
import { begin, formOf, GOOD, openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room?.close());
afterEach(() => {
  room.t.faults.mend();
  // Each test has its own minute, so that what one does from this address is forgotten in the next.
  room.t.clock.advance({ hours: 3 });
});

const accountOf = (id: Parameters<typeof findPersonByIdentifier>[1]) =>
  findPersonByIdentifier(room.t.op(), id);

describe('steps of enrolment', () => {
  test('none can be skipped or posted empty', async () => {
    const her = room.somebody();
    const page = await begin(room, formOf(her));
    const jump = await page.browser.open(
      `${page.url.href}/password`,
      { method: 'POST', body: new URLSearchParams({ password: GOOD }) },
      page.url,
    );
    expect(jump.heading).toBe('کد پیامک‌شده را بنویسید');
    for (const code of ['', '   ', 'null', '[]', '{}', '0', '1234567']) {
      const empty = await page.submit({ code });
      expect([empty.status >= 400, empty.fields.includes('password')]).toEqual([true, false]);
      room.t.clock.advance({ minutes: 2 });
    }
    expect(await accountOf(her.id)).toBeUndefined();
  });

  test('a code of another enrolment, or a code used before, is refused', async () => {
    const [one, two] = [room.somebody(), room.somebody()];
    const first = await begin(room, formOf(one));
    const second = await begin(room, formOf(two));
    const refused = await second.submit({ code: await room.code(one.mobile) });
    expect([refused.status, refused.fields.includes('password')]).toEqual([403, false]);
    const code = await room.code(one.mobile);
    const secret = await first.submit({ code });
    expect(secret.fields).toContain('password');
    const anew = await begin(room, formOf(one));
    const replayed = await anew.submit({ code });
    expect(replayed.status).toBe(403);
  });

  test('a code that is older than five minutes is refused, and a new one is sent', async () => {
    const her = room.somebody();
    const page = await begin(room, formOf(her));
    const code = await room.code(her.mobile);
    room.t.clock.advance({ minutes: 6 });
    const late = await page.submit({ code });
    expect(late.status).toBe(410);
    const again = await late.submit({}, { form: late.find('form[action$="/again"]') });
    expect(again.text).toContain('دوباره فرستادیم');
    expect((await again.submit({ code: await room.code(her.mobile) })).fields).toContain('password');
  });

  test('the same code at the same moment opens the next step once, and shows it to both', async () => {
    const her = room.somebody();
    const page = await begin(room, formOf(her));
    const code = await room.code(her.mobile);
    const pages = await Promise.all([1, 2, 3, 4].map(() => page.submit({ code })));
    expect(pages.some(one => one.fields.includes('password'))).toBe(true);
    const after = await page.browser.open(page.url);
    const done = await Promise.all([1, 2, 3].map(() => after.submit({ password: GOOD })));
    expect(done.map(one => one.status < 500)).toEqual([true, true, true]);
    expect(await accountOf(her.id)).toBeDefined();
    expect((await page.browser.open(page.url)).heading).toBe('حساب شما ساخته شد');
  });

  test('after half an hour it is over, and the page says how to start again', async () => {
    const her = room.somebody();
    const page = await begin(room, formOf(her));
    room.t.clock.advance({ minutes: 31 });
    const over = await page.browser.open(page.url);
    expect([over.status, over.link('شروع از نو').pathname]).toEqual([410, '/enrol']);
  });

  test('another browser with the address opens nothing, and neither does another kind of page', async () => {
    const her = room.somebody();
    const page = await begin(room, formOf(her));
    const stranger = new Browser();
    for (const path of [page.url.pathname, page.url.pathname.replace('/enrol/', '/recover/')]) {
      const seen = await stranger.open(room.url + path);
      expect([seen.status, seen.text.includes(her.given.fa)]).toEqual([410, false]);
    }
    const code = await room.code(her.mobile);
    const posted = await stranger.open(
      `${page.url.href}/code`,
      { method: 'POST', body: new URLSearchParams({ code }) },
      page.url,
    );
    expect(posted.status).toBe(410);
    const crossed = await page.browser.open(room.url + page.url.pathname.replace('/enrol/', '/recover/'));
    expect(crossed.status).toBe(410);
    const cookie = page.browser.jar.list().find(({ name }) => name === 'enrolment');
    expect(cookie?.path).toBe(page.url.pathname);
    expect(cookie?.attributes).toMatch(/HttpOnly/i);
    expect((await page.submit({ code })).fields).toContain('password');
  });

  test('what was typed can be corrected, and nothing of it stands in an address', async () => {
    const her = room.somebody();
    const page = await begin(room, formOf(her));
    const form = await page.follow(/\/change$/);
    expect([form.value('national_id'), form.value('family_name')]).toEqual([her.id, her.family.fa]);
    const seen = page.browser.history.map(({ url, location }) => `${url} ${location}`).join('\n');
    expect(seen).not.toContain(her.id);
    expect(seen).not.toContain(her.mobile.slice(3));
  });
});

test('guessing goes slower and slower, in whatever digits, and the registers are not asked meanwhile', async () => {
  const her = room.somebody();
  const statuses: number[] = [];
  for (let guess = 0; guess < 10; guess++) {
    const id = guess % 2 ? persianDigits(her.id) : `${her.id.slice(0, 3)}-${her.id.slice(3)}`;
    const form = { ...formOf(her), national_id: id, birth_date: `1350/1/${guess + 1}` };
    const page = await begin(room, form);
    statuses.push(page.status);
    if (page.status === 429) expect(Number(page.response.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(statuses.slice(0, 8)).toEqual(Array(8).fill(403));
  expect(statuses.at(-1)).toBe(429);
  const asked = room.t.faults.asked('civil');
  await begin(room, formOf(her));
  expect(room.t.faults.asked('civil')).toBe(asked);
});
