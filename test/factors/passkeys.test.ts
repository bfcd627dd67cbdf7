import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPasskey,
  listFactors,
  passkeyCreation,
  passkeyOptions,
  removePasskey,
  signInByPasskey,
  verifySecondFactor,
} from '../../src/factors/index.ts';
import { recordPersonState } from '../../src/identity/index.ts';
import { Authenticator } from './authenticator.ts';
import { accepted, codeOf, faultOf, type Room, roomWithPeople } from './persons.ts';

let t: Room;
beforeAll(async () => {
  t = await roomWithPeople();
});
afterAll(() => t.close());

const stranger = () => t.op({ kind: 'stranger' });
const signIn = async (device: Authenticator, making = {}) =>
  signInByPasskey(stranger(), device.get(await passkeyOptions(stranger(), undefined), making));

test('she signs in with a hardware key alone, without typing who she is, at level 3', async () => {
  const device = await t.passkeyOf('sara');
  const { person, amr, level } = await signIn(device);
  expect(person.id).toBe(t.persons.sara.id);
  expect(level).toBe(3);
  expect(amr.toSorted()).toEqual(['hwk', 'mfa', 'pop', 'user']);
});

test('a passkey that is copied between devices is worth level 2', async () => {
  const { amr, level } = await signIn(await t.passkeyOf('omid', { synced: true }));
  expect(level).toBe(2);
  expect(amr).toContain('swk');
  expect(amr).not.toContain('hwk');
});

test('a passkey that could be copied, but was not yet, is worth level 2 all the same', async () => {
  const device = await t.passkeyOf('omid', { synced: true });
  expect((await signIn(device, { backedUp: false })).level).toBe(2);
  const { passkeys } = await listFactors(t.op(), t.persons.omid.id);
  expect(passkeys.some(({ hardwareBound }) => hardwareBound)).toBe(false);
});

test('an answer that was accepted once is refused the second time, also when both come at once', async () => {
  const device = await t.passkeyOf('sara');
  const answer = device.get(await passkeyOptions(stranger(), undefined));
  const times = await accepted([1, 2, 3, 4].map(() => signInByPasskey(stranger(), answer)));
  expect(times).toBe(1);
  expect(await codeOf(signInByPasskey(stranger(), answer))).toBe('factors.passkey_refused');
});

test('an answer is accepted once from a passkey that does not count its uses, too', async () => {
  const device = await t.passkeyOf('sara', { synced: true });
  for (let use = 0; use < 2; use++) await signIn(device, { counter: 0 });
  const answer = device.get(await passkeyOptions(stranger(), undefined), { counter: 0 });
  expect(await accepted([1, 2, 3, 4].map(() => signInByPasskey(stranger(), answer)))).toBe(1);
});

test('of two copies of a key that count alike one is refused, also at the same moment', async () => {
  const device = await t.passkeyOf('sara');
  const answers = [];
  for (let copy = 0; copy < 4; copy++)
    answers.push(device.get(await passkeyOptions(stranger(), undefined), { counter: 7 }));
  expect(await accepted(answers.map(answer => signInByPasskey(stranger(), answer)))).toBe(1);
});

test('a challenge of another origin, another site, or without the user being verified is refused', async () => {
  const device = await t.passkeyOf('sara');
  for (const making of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { verified: false },
    { synced: true },
  ])
    expect(await codeOf(signIn(device, making))).toBe('factors.passkey_refused');
  await signIn(device);
});

test('a counter that goes back is a copied key and is refused', async () => {
  const device = await t.passkeyOf('sara');
  await signIn(device);
  await signIn(device);
  device.counter = 0;
  expect(await codeOf(signIn(device))).toBe('factors.passkey_refused');
});

test('a challenge that we did not make, or that is over, is refused', async () => {
  const device = await t.passkeyOf('sara');
  const invented = device.get({ challenge: Buffer.alloc(54, 1).toString('base64url') });
  expect(await codeOf(signInByPasskey(stranger(), invented))).toBe('factors.passkey_refused');
  const late = await passkeyOptions(stranger(), undefined);
  t.clock.advance({ minutes: 11 });
  expect(await codeOf(signInByPasskey(stranger(), device.get(late)))).toBe('factors.passkey_refused');
});

test('a challenge of one sign-in is not accepted in another, nor one for making a passkey', async () => {
  const device = await t.passkeyOf('sara');
  const options = await passkeyOptions(stranger(), undefined, 'interaction 1');
  expect(await codeOf(signInByPasskey(stranger(), device.get(options), 'interaction 2'))).toBe(
    'factors.passkey_refused',
  );
  expect((await signInByPasskey(stranger(), device.get(options), 'interaction 1')).level).toBe(3);
  const { id } = t.persons.sara;
  const answer = device.get(await passkeyCreation(t.op(), id));
  expect(await codeOf(signInByPasskey(stranger(), answer))).toBe('factors.passkey_refused');
  expect(await codeOf(verifySecondFactor(t.op(), id, { kind: 'passkey', answer }))).toBe(
    'factors.passkey_refused',
  );
});

test('the passkey of one person is no second factor of another', async () => {
  const hers = await t.passkeyOf('sara');
  const { id } = t.persons.omid;
  const answer = hers.get(await passkeyOptions(t.op(), id));
  expect(await codeOf(verifySecondFactor(t.op(), id, { kind: 'passkey', answer }))).toBe(
    'factors.passkey_refused',
  );
  const own = hers.get(await passkeyOptions(t.op(), t.persons.sara.id));
  const { amr } = await verifySecondFactor(t.op(), t.persons.sara.id, { kind: 'passkey', answer: own });
  expect(amr).toContain('hwk');
});

test('an answer that names another person is refused', async () => {
  const hers = await t.passkeyOf('sara');
  const his = await t.passkeyOf('omid');
  hers.userHandle = his.userHandle;
  expect(await codeOf(signIn(hers))).toBe('factors.passkey_refused');
  hers.userHandle = undefined;
  expect(await codeOf(signIn(hers))).toBe('factors.passkey_refused');
});

test('whatever is no answer of a browser is refused in the same way', async () => {
  for (const text of [
    '',
    '{}',
    '[]',
    'null',
    '"x"',
    '{"id":1}',
    '{"id":"a","response":{"clientDataJSON":"!"}}',
    'x'.repeat(9999),
  ])
    expect(await codeOf(signInByPasskey(stranger(), text))).toBe('factors.passkey_refused');
});

test('why an account may not be used is told to who holds its passkey', async () => {
  const device = await t.passkeyOf('laleh');
  await recordPersonState(t.op(), t.persons.laleh.id, 'suspended');
  expect(await codeOf(signIn(device))).toBe('identity.suspended');
  await recordPersonState(t.op(), t.persons.laleh.id, 'active');
  await signIn(device);
});

test('a passkey is added once, by who asked for it, and she is told by text message', async () => {
  const device = new Authenticator(t.system.config.issuer);
  const { id } = t.persons.laleh;
  const options = (await passkeyCreation(t.op(), id, 'session 1')) as never;
  const answer = device.create(options);
  const add = (personId: string, bound: string) =>
    addPasskey(t.op(), personId, { answer, name: '  گوشی  ', bound });
  expect(await codeOf(add(t.persons.omid.id, 'session 1'))).toBe('factors.passkey_refused');
  expect(await codeOf(add(id, 'session 2'))).toBe('factors.passkey_refused');
  expect(await accepted([1, 2, 3].map(() => add(id, 'session 1')))).toBe(1);
  const { passkeys } = await listFactors(t.op(), id);
  expect(passkeys.filter(({ name }) => name === 'گوشی')).toMatchObject([
    { hardwareBound: true, usedAt: null },
  ]);
  expect((await t.texts('laleh')).join()).toContain('کلید عبور');
  const again = device.create((await passkeyCreation(t.op(), id)) as never);
  expect(await codeOf(addPasskey(t.op(), id, { answer: again, name: '' }))).toBe('factors.passkey_known');
});

test('a passkey is removed by its owner only, and never the last way to sign in', async () => {
  await t.passkeyOf('navid');
  await t.passkeyOf('navid');
  const { id } = t.persons.navid;
  const [first, second] = (await listFactors(t.op(), id)).passkeys;
  expect(await codeOf(removePasskey(t.op(), t.persons.omid.id, first?.id ?? ''))).toBe('factors.not_found');
  await t.system.db.deleteFrom('credential').where('person_id', '=', id).execute();
  const both = [first, second].map(key => removePasskey(t.op(), id, key?.id ?? ''));
  expect(await accepted(both)).toBe(1);
  const [left] = (await listFactors(t.op(), id)).passkeys;
  expect((await faultOf(removePasskey(t.op(), id, left?.id ?? ''))).code).toBe('factors.last_way');
});
