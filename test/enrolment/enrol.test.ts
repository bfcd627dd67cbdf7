import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { findPersonByIdentifier, signInByPassword } from '../../src/identity/index.ts';
import { persianDigits } from '../../src/text.ts';
import { Browser } from '../support/browser.ts';
import { begin, enrol, type Form, formOf, GOOD, openRoom, type Room } from './room.ts';

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

describe('a person without an account', () => {
  test('proves who she is, her mobile, sets a password and has an account', async () => {
    const her = room.somebody();
    const code = await begin(room, formOf(her));
    expect([code.status, code.heading]).toEqual([200, 'کد پیامک‌شده را بنویسید']);
    expect(await accountOf(her.id)).toBeUndefined();
    const secret = await code.submit({ code: await room.code(her.mobile) });
    expect(secret.fields).toContain('password');
    const done = await secret.submit({ password: GOOD });
    expect(done.heading).toBe('حساب شما ساخته شد');
    expect(done.link('ورود').pathname).toBe('/sign-in');
    const person = await signInByPassword(room.t.op(), { identifier: her.id, password: GOOD });
    expect(person).toMatchObject({ birthDate: her.birthDate, mobile: her.mobile, state: 'active' });
    const evidence = await room.t.system.db
      .selectFrom('identity_evidence')
      .select(['registry', 'result'])
      .where('person_id', '=', person.id)
      .orderBy('registry')
      .execute();
    expect(evidence).toEqual([
      { registry: 'civil', result: 'matched' },
      { registry: 'mobile', result: 'confirmed' },
      { registry: 'shahkar', result: 'matched' },
    ]);
    const events = await listEventsAbout(room.t.op(), {
      personId: person.id,
      subjectIds: [person.id],
      limit: 20,
    });
    expect(events.map(({ kind }) => kind)).toContain('identity.enrolled');
    expect(events.map(({ kind }) => kind)).toContain('profile.filled');
  });

  test('a foreign national enrols with the foreign-national code', async () => {
    const amir = room.t.country.person('amir');
    const code = await begin(room, formOf(amir));
    const secret = await code.submit({ code: await room.code(amir.mobile) });
    await secret.submit({ password: GOOD });
    expect(await accountOf(amir.id)).toMatchObject({ identifierKind: 'foreign_id' });
  });

  test('types digits of any keyboard, a date of either calendar, and goes back to where she came from', async () => {
    const her = room.somebody();
    const browser = new Browser();
    const first = await browser.open(
      `${room.url}/enrol?to=${encodeURIComponent('/interaction/abc?client=tax')}`,
    );
    const form = formOf(her);
    const code = await first.submit({
      ...form,
      national_id: persianDigits(form.national_id).replace(/(.{3})/, '$1-'),
      mobile: persianDigits(`+98 ${her.mobile.slice(3)}`),
      birth_date: persianDigits(her.birthDate.split('-').reverse().join(' / ')),
    });
    const secret = await code.submit({ code: persianDigits(await room.code(her.mobile)) });
    const done = await secret.submit({ password: GOOD });
    const next = done.link('ورود');
    expect(next.pathname + next.search).toBe('/interaction/abc?client=tax');
  });

  test('is never led to another house', async () => {
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/enrol',
    ]) {
      const page = await new Browser().open(`${room.url}/enrol?to=${encodeURIComponent(to)}`);
      expect(page.value('to')).toBe('/');
    }
  });
});

describe('what is refused', () => {
  test('each field that cannot be read is named at once, and what was typed stays', async () => {
    const page = await begin(room, {
      national_id: '123',
      birth_date: '72/5/17',
      given_name: '1234',
      family_name: '',
      mobile: '0912',
    });
    expect(page.status).toBe(400);
    expect(page.find('title').text).toMatch(/^خطا:/);
    expect(page.all('[aria-invalid="true"]').length).toBe(5);
    expect(page.all('[role="alert"] a').map(link => link.getAttribute('href'))).toContain('#birth_date');
    expect([page.value('national_id'), page.value('birth_date')]).toEqual(['123', '72/5/17']);
  });

  test('a name or a date that the civil register does not hold, or a mobile of another', async () => {
    const her = room.somebody();
    const other = room.somebody();
    const wrongDate = await begin(room, { ...formOf(her), birth_date: '1350/1/1' });
    expect([wrongDate.status, wrongDate.value('national_id')]).toEqual([403, her.id]);
    expect(wrongDate.text).toContain('با ثبت احوال یکی نیست');
    const wrongName = await begin(room, { ...formOf(her), family_name: 'دیگری' });
    expect(wrongName.status).toBe(403);
    const wrongMobile = await begin(room, { ...formOf(her), mobile: formOf(other).mobile });
    expect(wrongMobile.status).toBe(403);
    expect(wrongMobile.find('#mobile').getAttribute('aria-invalid')).toBe('true');
    expect(await room.texts(other.mobile)).toEqual([]);
    expect(await room.texts(her.mobile)).toEqual([]);
  });

  test('a minor hears why, once the register has matched her, and not before', async () => {
    const parisa = room.t.country.person('parisa');
    const page = await begin(room, formOf(parisa));
    expect(page.status).toBe(403);
    expect(page.text).toContain('هجده‌سالگی');
    const guess = await begin(room, { ...formOf(parisa), birth_date: '1395/1/1' });
    expect(guess.text).not.toContain('هجده‌سالگی');
  });

  test('the identity of someone who has died makes no account', async () => {
    const he = room.somebody({ alive: false });
    const page = await begin(room, formOf(he));
    expect([page.status, await accountOf(he.id)]).toEqual([403, undefined]);
    expect(page.text).toContain('درگذشته');
  });

  test('a password that everyone tries, one’s own number, an empty one', async () => {
    const her = room.somebody();
    const code = await begin(room, formOf(her));
    const secret = await code.submit({ code: await room.code(her.mobile) });
    for (const bad of ['', 'short', 'password1234', `${her.id}!!`, 'x'.repeat(2000).slice(0, 900)]) {
      const page = await secret.submit({ password: bad });
      expect([page.status, page.fields.includes('password')]).toEqual([400, true]);
      if (bad) expect(page.body).not.toContain(bad);
    }
    expect(await accountOf(her.id)).toBeUndefined();
  });
});

describe('a registry that does not answer', () => {
  test.each(['civil', 'shahkar'])('%s: nothing typed is lost, and one button tries again', async registry => {
    const her = room.somebody();
    room.t.faults.down(registry);
    const page = await begin(room, formOf(her));
    expect(page.heading).toBe('این دم نمی‌توان تطبیق داد');
    expect(page.find('title').text).toMatch(/^خطا:/);
    expect(page.body).not.toContain(her.id);
    const still = await page.submit({}, { form: page.find('form[action$="/check"]') });
    expect(still.heading).toBe('این دم نمی‌توان تطبیق داد');
    room.t.faults.mend();
    const code = await still.submit({}, { form: still.find('form[action$="/check"]') });
    const secret = await code.submit({ code: await room.code(her.mobile) });
    expect(secret.fields).toContain('password');
  });

  test('when what was typed turns out wrong, the form comes back filled in', async () => {
    const her = room.somebody();
    room.t.faults.down('civil');
    const page = await begin(room, { ...formOf(her), birth_date: '1350/1/1' });
    room.t.faults.mend();
    const form = await page.submit({}, { form: page.find('form[action$="/check"]') });
    expect([form.status, form.value('national_id')]).toEqual([403, her.id]);
  });
});

describe('an account that is there already', () => {
  test('shows the same page by the same statements, and its own mobile hears of it', async () => {
    const [she, other] = [await room.member(), room.somebody()];
    const at = async (form: Form) => {
      room.statements();
      const page = await begin(room, form);
      const statements = room.statements();
      const wrong = await page.submit({ code: '000000' });
      return {
        seen: [page.status, page.heading, plain(page.text), wrong.status, plain(wrong.text)],
        statements: [statements, room.statements()],
        page,
      };
    };
    const hers = await at(formOf(she));
    const others = await at(formOf(other));
    expect(hers.seen).toEqual(others.seen);
    expect(hers.statements).toEqual(others.statements);
    expect(hers.statements.map(list => list.length > 2)).toEqual([true, true]);
    const [text = ''] = await room.texts(she.mobile);
    expect(text).toContain('از پیش حساب دارید');
    expect(text).toContain('/recover');
    expect(text).not.toMatch(/#\d{6}/);
    const again = await hers.page.submit({}, { form: hers.page.find('form[action$="/again"]') });
    expect(again.status).toBe(200);
  });

  test('a mobile that changed since: the registered number hears of it, the typed one nothing', async () => {
    const her = room.somebody();
    await enrol(room.t, her);
    const fresh = { ...her, mobile: '+989351234567' as typeof her.mobile };
    room.t.country.setValue(her.id, { mobile: fresh.mobile });
    const page = await begin(room, formOf(fresh));
    expect(page.heading).toBe('کد پیامک‌شده را بنویسید');
    expect((await room.texts(her.mobile)).length).toBe(1);
    expect(await room.texts(fresh.mobile)).toEqual([]);
  });
});

/** Without what differs by design: tracking code, and digits of the number and of the hour. */
const plain = (text: string) =>
  text.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, '').replace(/[۰-۹]/g, '');
