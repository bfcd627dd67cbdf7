import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { isFault } from '../../src/errors.ts';
import { addPasskey, makeRecoveryCodes, passkeyCreation } from '../../src/factors/index.ts';
import { recordPersonState, signInByPassword } from '../../src/identity/index.ts';
import { Authenticator } from '../factors/authenticator.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { password } from '../support/people.ts';
import { begin, beginRecovery, formOf, GOOD, openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room?.close());
afterEach(() => {
  room.t.faults.mend();
  room.t.clock.advance({ hours: 3 });
});

const CODE_PAGE = 'کد پیامک‌شده را بنویسید';
const post = (page: WebPage, step: string, values: Record<string, string>) =>
  page.browser.open(
    room.url + page.url.pathname.replace(/(\/recover\/[^/]+).*/, `$1/${step}`),
    { method: 'POST', body: new URLSearchParams(values) },
    page.url,
  );
async function canSignIn(identifier: string, secret: string): Promise<boolean> {
  try {
    await signInByPassword(room.t.op(), { identifier, password: secret });
    return true;
  } catch (error) {
    if (isFault(error, 'identity.sign_in_refused')) return false;
    throw error;
  }
}

describe('a person who has forgotten her password', () => {
  test('proves her mobile, sets a new one, and everything that the old one had opened ends', async () => {
    const she = await room.member();
    const code = await beginRecovery(room, she);
    expect([code.status, code.heading]).toEqual([200, CODE_PAGE]);
    const secret = await code.submit({ code: await room.code(she.mobile) });
    expect(secret.fields).toContain('password');
    const done = await secret.submit({ password: GOOD });
    expect(done.heading).toBe('گذرواژهٔ تازه گذاشته شد');
    expect([await canSignIn(she.id, GOOD), await canSignIn(she.id, password)]).toEqual([true, false]);
    expect(room.ended).toContain(she.personId);
    expect((await room.texts(she.mobile))[0]).toContain('گذرواژهٔ شما با بازیابی حساب عوض شد');
    const events = await listEventsAbout(room.t.op(), {
      personId: she.personId,
      subjectIds: [she.personId],
      limit: 20,
    });
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'enrolment.recovery_begun',
        'identity.password_changed',
        'enrolment.recovered',
      ]),
    );
  });

  test('is not taken at her word where a second factor guards the account', async () => {
    const she = await room.member();
    const [first = '', second = ''] = await makeRecoveryCodes(room.t.op(), she.personId);
    const code = await beginRecovery(room, she);
    const factor = await code.submit({ code: await room.code(she.mobile) });
    expect(factor.heading).toBe('یک تأیید دیگر');
    expect((await post(factor, 'password', { password: GOOD })).heading).toBe('یک تأیید دیگر');
    for (const values of [
      {},
      { factor: 'recovery', code: '' },
      { factor: 'sms', code: await room.code(she.mobile) },
      { factor: 'totp', code: '000000' },
      { factor: '__proto__', code: first },
    ]) {
      const refused = await post(factor, 'factor', values as Record<string, string>);
      expect([refused.status >= 400, refused.fields.includes('password')]).toEqual([true, false]);
    }
    expect(await canSignIn(she.id, password)).toBe(true);
    const secret = await factor.submit({ code: first });
    await secret.submit({ password: GOOD });
    expect(await canSignIn(she.id, GOOD)).toBe(true);
    const again = await beginRecovery(room, she);
    const factorAgain = await again.submit({ code: await room.code(she.mobile) });
    const used = await factorAgain.submit({ code: first });
    expect([used.status, used.fields.includes('password')]).toEqual([403, false]);
    expect((await factorAgain.submit({ code: second })).fields).toContain('password');
  });

  test('a passkey is such a factor, and its answer holds for this recovery only', async () => {
    const she = await room.member();
    const device = new Authenticator(room.url);
    const making = (await passkeyCreation(room.op(), she.personId)) as never;
    await addPasskey(room.op(), she.personId, { answer: device.create(making), name: 'key' });
    const at = async () => {
      const code = await beginRecovery(room, she);
      return code.submit({ code: await room.code(she.mobile) });
    };
    const answerTo = (page: WebPage) =>
      device.get(
        JSON.parse(page.find('form[data-passkey="get"]').getAttribute('data-options') ?? '') as never,
      );
    const [one, two] = [await at(), await at()];
    const crossed = await post(two, 'factor', { factor: 'passkey', passkey: answerTo(one) });
    expect([crossed.status >= 400, crossed.fields.includes('password')]).toEqual([true, false]);
    const secret = await post(two, 'factor', { factor: 'passkey', passkey: answerTo(crossed) });
    expect(secret.fields).toContain('password');
  });

  test('whose number is in another name by now gets nothing, and hears why', async () => {
    const she = await room.member();
    const code = await beginRecovery(room, she);
    room.t.country.setValue(she.id, { mobile: room.somebody().mobile });
    const page = await code.submit({ code: await room.code(she.mobile) });
    expect([page.status, page.fields.includes('password')]).toEqual([403, false]);
    expect(page.text).toContain('دیگر در شاهکار به نام شما نیست');
    expect((await page.browser.open(code.url)).status).toBe(410);
    expect(await canSignIn(she.id, password)).toBe(true);
  });

  test('when Shahkar does not answer nothing is lost, and one button tries again', async () => {
    const she = await room.member();
    const code = await beginRecovery(room, she);
    room.t.faults.down('shahkar');
    const waits = await code.submit({ code: await room.code(she.mobile) });
    expect(waits.heading).toBe('این دم نمی‌توان تطبیق داد');
    expect((await post(waits, 'password', { password: GOOD })).fields).not.toContain('password');
    room.t.faults.mend();
    const secret = await waits.submit({}, { form: waits.find('form[action$="/check"]') });
    expect(secret.fields).toContain('password');
  });
});

describe('nobody learns whether there is an account', () => {
  /** Without the tracking code and the digits of the hour. */
  const plain = (text: string) =>
    text.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, '').replace(/[۰-۹]/g, '');

  test('a stranger to us, a wrong birth date, a suspended account: same page, same statements', async () => {
    const [she, nobody, mistyped, suspended] = [
      await room.member(),
      room.somebody(),
      await room.member(),
      await room.member(),
    ];
    await recordPersonState(room.t.op(), suspended.personId, 'suspended');
    const asked = room.t.faults.asked('shahkar') + room.t.faults.asked('civil');
    const at = async (who: Parameters<typeof beginRecovery>[1]) => {
      room.statements();
      const page = await beginRecovery(room, who);
      const first = room.statements();
      const wrong = await page.submit({ code: '000000' });
      const second = room.statements();
      const again = await wrong.submit({}, { form: wrong.find('form[action$="/again"]') });
      return {
        seen: [page, wrong, again].flatMap(one => [one.status, one.heading, plain(one.text)]),
        statements: [first, second, room.statements()],
      };
    };
    const hers = await at(she);
    expect(hers.statements.map(list => list.length > 2)).toEqual([true, true, true]);
    expect(await at(nobody)).toEqual(hers);
    expect(await at({ ...mistyped, birthDate: '1971-03-21' })).toEqual(hers);
    expect(await at(suspended)).toEqual(hers);
    expect((await room.texts(she.mobile)).length).toBe(2);
    for (const one of [nobody, mistyped, suspended]) expect(await room.texts(one.mobile)).toEqual([]);
    expect(room.t.faults.asked('shahkar') + room.t.faults.asked('civil')).toBe(asked);
  });

  test('what was sent to nobody is never carried', async () => {
    await beginRecovery(room, room.somebody());
    const rows = await room.t.system.db.selectFrom('message').select('state').execute();
    expect(rows.map(({ state }) => state)).toContain('to_nobody');
  });

  test('asking often waits the same for those who have an account and those who have none', async () => {
    const statusesOf = async (who: Parameters<typeof beginRecovery>[1]) => {
      const statuses: number[] = [];
      for (let time = 0; time < 11; time++) statuses.push((await beginRecovery(room, who)).status);
      return statuses;
    };
    const hers = await statusesOf(await room.member());
    room.t.clock.advance({ hours: 3 });
    expect(await statusesOf(room.somebody())).toEqual(hers);
    expect([hers[0], hers.at(-1)]).toEqual([200, 429]);
  });
});

describe('steps of recovery', () => {
  test('none can be skipped, posted empty, or answered from another browser', async () => {
    const she = await room.member();
    const page = await beginRecovery(room, she);
    for (const step of ['password', 'check', 'factor'])
      expect((await post(page, step, { password: GOOD, factor: 'totp', code: '' })).heading).toBe(CODE_PAGE);
    expect((await page.submit({ code: '' })).status).toBe(403);
    const thief = new Browser();
    const stolen = await thief.open(
      `${page.url.href}/code`,
      { method: 'POST', body: new URLSearchParams({ code: await room.code(she.mobile) }) },
      page.url,
    );
    expect(stolen.status).toBe(410);
    expect(await canSignIn(she.id, password)).toBe(true);
  });

  test('a code for enrolling, for signing in, or of an earlier recovery recovers nothing', async () => {
    const she = await room.member();
    const first = await beginRecovery(room, she);
    const earlier = await room.code(she.mobile);
    const second = await beginRecovery(room, she);
    expect((await second.submit({ code: earlier })).status).toBe(403);
    const other = room.somebody({ mobile: she.mobile });
    await begin(room, formOf(other));
    const enrolment = await room.code(she.mobile);
    expect((await second.submit({ code: enrolment })).status).toBe(403);
    expect((await first.submit({ code: earlier })).fields).toContain('password');
  });

  test('after five wrong guesses the right code is wrong too', async () => {
    const she = await room.member();
    const page = await beginRecovery(room, she);
    const right = await room.code(she.mobile);
    for (let guess = 0; guess < 5; guess++)
      await page.submit({ code: String((Number(right) + 1 + guess) % 1_000_000).padStart(6, '0') });
    const late = await page.submit({ code: right });
    expect([late.status, late.fields.includes('password')]).toEqual([403, false]);
  });

  test('of parallel new passwords one is set, and the others hear that it is done', async () => {
    const she = await room.member();
    const code = await beginRecovery(room, she);
    const secret = await code.submit({ code: await room.code(she.mobile) });
    const pages = await Promise.all(
      ['یکم', 'دوم', 'سوم'].map(word => secret.submit({ password: `${GOOD} ${word}` })),
    );
    expect(pages.map(one => one.heading)).toEqual(Array(3).fill('گذرواژهٔ تازه گذاشته شد'));
    const works = [];
    for (const word of ['یکم', 'دوم', 'سوم']) works.push(await canSignIn(she.id, `${GOOD} ${word}`));
    expect(works.filter(Boolean)).toEqual([true]);
  });

  test('a weak password is refused and the step stays', async () => {
    const she = await room.member();
    const code = await beginRecovery(room, she);
    const secret = await code.submit({ code: await room.code(she.mobile) });
    for (const bad of ['', 'password1234', she.id])
      expect((await secret.submit({ password: bad })).status).toBe(400);
    expect(await canSignIn(she.id, password)).toBe(true);
  });
});
