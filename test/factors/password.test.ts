import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePassword, parseNewPassword } from '../../src/factors/index.ts';
import { signInByPassword } from '../../src/identity/index.ts';
import { password, people } from '../support/people.ts';
import { codeOf, faultOf, type Room, roomWithPeople } from './persons.ts';

let t: Room;
beforeAll(async () => {
  t = await roomWithPeople();
});
afterAll(() => t.close());

const refusal = (text: string) => {
  try {
    parseNewPassword(text, t.persons.sara);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('what everyone tries first is refused, on whatever keyboard it is typed', () => {
  for (const text of [
    'qwertyuiop',
    'QwErTyUiOp',
    'password123',
    'Password1405!',
    'P@ssw0rd1405',
    '1234567890',
    '۱۲۳۴۵۶۷۸۹۰',
    '٠١٢٣٤٥٦٧٨٩',
    '0987654321',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '1212121212',
    'abcdefghijklm',
    'ضصثقفغعهخح',
    'حشسسصخقی۱۴۰۵',
    'sghl123456',
    'ایران۱۴۰۵۱۴۰۵',
    'iloveyou1405',
    'Tehran140514',
    'دوستت‌دارم۱۲۳',
    'basketball',
    'yekbar1405',
  ])
    expect([text, refusal(text)]).toEqual([text, 'factors.password_common']);
});

test('a national ID or a mobile number is refused, whoever it belongs to', () => {
  for (const text of [people.omid.id, '09121234567', '+989121234567', '۰۹۱۲۱۲۳۴۵۶۷'])
    expect([text, refusal(text)]).toEqual([text, 'factors.password_common']);
});

test('her own name, national ID, mobile and birthday are refused', () => {
  for (const text of [
    'SaraRahimi',
    'sara.rahimi1361',
    'سارا‌رحیمی۱۴۰۵',
    `x${people.sara.id}yz`,
    'a-9990000018-b',
    'Rahimi19820703',
    'sara13610412!!',
  ])
    expect([text, refusal(text)]).toEqual([text, 'factors.password_yours']);
});

test('too short and too long are said as such', () => {
  expect(refusal('short-one')).toBe('identity.password_short');
  expect(refusal('x'.repeat(129))).toBe('identity.password_long');
});

test('no composition is demanded: words are enough, in any script', () => {
  for (const text of [
    password,
    'correct horse battery staple',
    'پنجره رو به کوه',
    'گربهٔ همسایه آواز می‌خواند',
    'sara likes green windows',
    'tehran tabriz train window',
    'ubqzkwmvra',
  ])
    expect([text, refusal(text)]).toEqual([text, undefined]);
});

test('whatever is typed, the answer comes and comes soon', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      const start = performance.now();
      refusal(text);
      expect(performance.now() - start).toBeLessThan(5_000);
    }),
  );
});

/** There are no other sessions to end. */
const nobodyElse = async () => {};

test('with the right old password it is changed, she is told, and the old one is over', async () => {
  const { id } = t.persons.sara;
  const change = (old: string, fresh: string) =>
    changePassword(t.op(), id, { old, password: fresh, level: 1 }, nobodyElse);
  const fresh = 'پنجره رو به کوه سبز';
  expect(await codeOf(change('wrong-password', fresh))).toBe('factors.password_wrong');
  expect(await codeOf(change(password, 'qwertyuiop'))).toBe('factors.password_common');
  await change(password, fresh);
  expect((await t.texts('sara')).join()).toContain('گذرواژهٔ شما عوض شد');
  const stranger = t.op({ kind: 'stranger' });
  const signIn = (text: string) => signInByPassword(stranger, { identifier: people.sara.id, password: text });
  expect(await codeOf(signIn(password))).toBe('identity.sign_in_refused');
  expect((await signIn(fresh)).id).toBe(id);
});

test('in a fresh session of level 2 the old one is not asked', async () => {
  const { id } = t.persons.omid;
  await changePassword(t.op(), id, { old: '', password: 'a window to the mountain', level: 2 }, nobodyElse);
});

test('the other sessions end with the old password, in one commit: if they cannot, it stays', async () => {
  const { id } = t.persons.laleh;
  const failing = changePassword(
    t.op(),
    id,
    { old: password, password: 'a window to the sea', level: 1 },
    async op => {
      expect(op.db.isTransaction).toBe(true);
      throw new Error('the database went away');
    },
  );
  await expect(failing).rejects.toThrow('went away');
  const stranger = t.op({ kind: 'stranger' });
  expect((await signInByPassword(stranger, { identifier: people.laleh.id, password })).id).toBe(id);
  expect(await t.texts('laleh')).toEqual([]);
});

test('guessing the old one waits as at the door', async () => {
  const { id } = t.persons.laleh;
  const guess = () =>
    changePassword(t.op(), id, { old: 'wrong', password: 'a window to the mountain', level: 1 }, nobodyElse);
  for (let at = 0; at < 6; at++) expect(await codeOf(guess())).toBe('factors.password_wrong');
  expect((await faultOf(guess())).code).toBe('identity.wait');
  const atTheDoor = signInByPassword(t.op({ kind: 'stranger' }), { identifier: people.laleh.id, password });
  expect(await codeOf(atTheDoor)).toBe('identity.wait');
});
