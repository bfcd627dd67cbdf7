import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTotp, listFactors, offerTotp, removeTotp, verifySecondFactor } from '../../src/factors/index.ts';
import { accepted, codeOf, type PersonKey, type Room, roomWithPeople } from './persons.ts';

let t: Room;
beforeAll(async () => {
  t = await roomWithPeople();
});
afterAll(() => t.close());

const id = (key: PersonKey) => t.persons[key].id;
const verify = (key: PersonKey, answer: string) =>
  verifySecondFactor(t.op(), id(key), { kind: 'totp', answer });

/** The phone of a person. */
async function phoneOf(key: PersonKey) {
  const offer = await offerTotp(t.op(), id(key));
  const totp = new TOTP({ secret: Secret.fromBase32(offer.secret) });
  const code = (seconds = 0) => totp.generate({ timestamp: t.clock.now().getTime() + seconds * 1000 });
  return { offer, code };
}

async function connected(key: PersonKey) {
  const phone = await phoneOf(key);
  await addTotp(t.op(), id(key), phone.offer.sealed, phone.code());
  t.clock.advance({ minutes: 5 });
  return phone;
}

test('an authenticator is connected by its first code, and she is told', async () => {
  const { offer, code } = await phoneOf('sara');
  expect(offer.address).toMatch(/^otpauth:\/\/totp\/Yekbar:/);
  const wrong = String((Number(code()) + 1) % 1_000_000).padStart(6, '0');
  expect(await codeOf(addTotp(t.op(), id('sara'), offer.sealed, wrong))).toBe('factors.code_wrong');
  expect((await listFactors(t.op(), id('sara'))).totp).toBeUndefined();
  await addTotp(t.op(), id('sara'), offer.sealed, code());
  expect((await listFactors(t.op(), id('sara'))).totp).toMatchObject({ usedAt: null });
  expect((await t.texts('sara')).join()).toContain('رمزساز');
  expect(await codeOf(verify('sara', code()))).toBe('factors.code_wrong');
});

test('an offer is of one person and is over after a quarter of an hour', async () => {
  const { offer, code } = await phoneOf('omid');
  expect(await codeOf(addTotp(t.op(), id('sara'), offer.sealed, code()))).toBe('factors.offer_over');
  t.clock.advance({ minutes: 15 });
  expect(await codeOf(addTotp(t.op(), id('omid'), offer.sealed, code()))).toBe('factors.offer_over');
  expect(await codeOf(addTotp(t.op(), id('omid'), 'nonsense', code()))).toBe('factors.offer_over');
});

test('a code is accepted in any digits, half a minute early or late, and no more', async () => {
  const phone = await connected('omid');
  expect((await verify('omid', phone.code(-30))).amr).toEqual(['otp']);
  t.clock.advance({ minutes: 5 });
  await verify('omid', phone.code(30));
  t.clock.advance({ minutes: 5 });
  expect(await codeOf(verify('omid', phone.code(60)))).toBe('factors.code_wrong');
  expect(await codeOf(verify('omid', phone.code(-60)))).toBe('factors.code_wrong');
  const persian = phone.code().replace(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');
  await verify('omid', `${persian.slice(0, 3)} ${persian.slice(3)}`);
});

test('a code that was used is refused, and so is an earlier one', async () => {
  const phone = await connected('laleh');
  const [early, now] = [phone.code(-30), phone.code()];
  await verify('laleh', now);
  expect(await codeOf(verify('laleh', now))).toBe('factors.code_wrong');
  expect(await codeOf(verify('laleh', early))).toBe('factors.code_wrong');
});

test('of parallel uses of one code one wins', async () => {
  const phone = await connected('laleh');
  const code = phone.code();
  expect(await accepted([1, 2, 3, 4, 5].map(() => verify('laleh', code)))).toBe(1);
});

test('after removal its codes are nothing', async () => {
  const phone = await connected('navid');
  await removeTotp(t.op(), id('navid'));
  expect(await codeOf(verify('navid', phone.code()))).toBe('factors.code_wrong');
  expect((await listFactors(t.op(), id('navid'))).totp).toBeUndefined();
});

test('the secret is sealed in the database', async () => {
  const { offer } = await connected('sara');
  const rows = await t.system.db.selectFrom('totp').selectAll().execute();
  const raw = Buffer.from(Secret.fromBase32(offer.secret).bytes);
  for (const { sealed } of rows) {
    expect(sealed.includes(raw)).toBe(false);
    expect(sealed.toString('latin1')).not.toContain(offer.secret);
  }
});
