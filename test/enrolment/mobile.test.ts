import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeRecoveryCodes } from '../../src/factors/index.ts';
import { findPerson } from '../../src/identity/index.ts';
import { readFields } from '../../src/profile/index.ts';
import { Browser, type WebPage } from '../support/browser.ts';
import { beginRecovery, GOOD, openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room?.close());
afterEach(() => {
  room.t.faults.mend();
  room.session = undefined;
  room.t.clock.advance({ hours: 3 });
});

type Member = Awaited<ReturnType<Room['member']>>;
const signIn = ({ personId }: Member, acr = 'urn:yekbar:loa:1') => {
  room.session = { personId, sessionUid: 'session', signedInAt: room.t.clock.now(), acr };
};
const open = (browser = new Browser()) => browser.open(`${room.url}/me/mobile`);
/** A number that Shahkar holds in her name from now on. */
function newNumberOf(she: Member): string {
  const { mobile } = room.somebody();
  room.t.country.setValue(she.id, { mobile });
  return mobile;
}
const mobileOf = async ({ personId }: Member) => (await findPerson(room.t.op(), personId))?.mobile;
async function change(she: Member, number: string): Promise<WebPage> {
  signIn(she);
  const code = await (await open()).submit({ mobile: number });
  return code.submit({ code: await room.code(number) });
}

test('the new number is asked of Shahkar and proven by a code, and the old one hears of it', async () => {
  const she = await room.member();
  const number = newNumberOf(she);
  const page = await change(she, number);
  expect([page.status, page.url.pathname]).toEqual([200, '/me/mobile']);
  expect(page.text).toContain('شماره عوض شد');
  expect(await mobileOf(she)).toBe(number);
  expect((await room.texts(she.mobile))[0]).toContain('شمارهٔ همراه حساب شما عوض شد');
  const fields = await readFields(room.t.op(), she.personId, ['person.mobile']);
  expect(fields['person.mobile']?.value).toBe(number);
  const evidence = await room.t.system.db
    .selectFrom('identity_evidence')
    .select('registry')
    .where('person_id', '=', she.personId)
    .execute();
  expect(evidence.filter(({ registry }) => registry === 'shahkar').length).toBe(2);
});

test('for three days recovery goes to the number before, and taking the account back undoes the change', async () => {
  const she = await room.member();
  const number = newNumberOf(she);
  await change(she, number);
  room.t.clock.advance({ hours: 71 });
  const code = await beginRecovery(room, she);
  expect((await room.texts(number)).some(text => text.includes('کد بازیابی'))).toBe(false);
  // The number before is still hers at Shahkar: somebody else had the new one put in her name.
  room.t.country.setValue(she.id, { mobile: she.mobile });
  const secret = await code.submit({ code: await room.code(she.mobile) });
  await secret.submit({ password: GOOD });
  expect(await mobileOf(she)).toBe(she.mobile);
  expect((await room.texts(number))[0]).toContain('این شماره از حساب برداشته شد');
});

test('after three days the new number counts', async () => {
  const she = await room.member();
  const number = newNumberOf(she);
  await change(she, number);
  const before = (await room.texts(she.mobile)).length;
  room.t.clock.advance({ hours: 72, minutes: 1 });
  const code = await beginRecovery(room, she);
  expect((await room.texts(she.mobile)).length).toBe(before);
  const secret = await code.submit({ code: await room.code(number) });
  expect(secret.fields).toContain('password');
});

test('a second change within the wait begins it anew and does not push the first number out', async () => {
  const she = await room.member();
  await change(she, newNumberOf(she));
  room.t.clock.advance({ hours: 48 });
  const last = newNumberOf(she);
  await change(she, last);
  room.t.clock.advance({ hours: 48 });
  room.t.country.setValue(she.id, { mobile: she.mobile });
  const code = await beginRecovery(room, she);
  const secret = await code.submit({ code: await room.code(she.mobile) });
  expect(secret.fields).toContain('password');
  expect((await room.texts(last)).some(text => text.includes('کد بازیابی'))).toBe(false);
});

test('a number of somebody else, the same number, and what is no number are refused, and what was typed stays', async () => {
  const [she, other] = [await room.member(), room.somebody()];
  signIn(she);
  const page = await open();
  for (const [typed, status] of [
    [other.mobile, 403],
    [she.mobile, 409],
    ['0912', 400],
    ['', 400],
  ] as const) {
    const refused = await page.submit({ mobile: typed });
    expect([typed, refused.status, refused.value('mobile')]).toEqual([typed, status, typed]);
    expect(refused.find('title').text).toMatch(/^خطا:/);
  }
  expect(await room.texts(other.mobile)).toEqual([]);
  expect(await mobileOf(she)).toBe(she.mobile);
});

test('when Shahkar does not answer nothing changes and what was typed stays', async () => {
  const she = await room.member();
  const number = newNumberOf(she);
  signIn(she);
  room.t.faults.down('shahkar');
  const page = await (await open()).submit({ mobile: number });
  expect([page.status, page.value('mobile')]).toEqual([503, number]);
});

test('a wrong code, an empty one, and a code of another person change nothing', async () => {
  const [she, other] = [await room.member(), await room.member()];
  const [hers, others] = [newNumberOf(she), newNumberOf(other)];
  signIn(other);
  await (await open()).submit({ mobile: others });
  signIn(she);
  const page = await (await open()).submit({ mobile: hers });
  for (const code of ['', await room.code(others)]) expect((await page.submit({ code })).status).toBe(403);
  expect(await mobileOf(she)).toBe(she.mobile);
  const right = await room.code(hers);
  const both = await Promise.all([page.submit({ code: right }), page.submit({ code: right })]);
  expect(both.map(one => one.status < 500)).toEqual([true, true]);
  expect(await mobileOf(she)).toBe(hers);
});

test('it asks for a recent sign-in, and for two factors from who has more than the mobile', async () => {
  const she = await room.member();
  signIn(she);
  room.t.clock.advance({ minutes: 11 });
  const old = await new Browser().open(`${room.url}/me/mobile`, { follow: false });
  expect(old.response.headers.get('location')).toMatch(/^\/sign-in\?to=%2Fme%2Fmobile.*fresh=1/);
  await makeRecoveryCodes(room.t.op(), she.personId);
  signIn(she);
  const weak = await new Browser().open(`${room.url}/me/mobile`, { follow: false });
  expect(weak.response.headers.get('location')).toContain('level=2');
  signIn(she, 'urn:yekbar:loa:2');
  expect((await open()).status).toBe(200);
  room.session = undefined;
  const stranger = await new Browser().open(`${room.url}/me/mobile`, { follow: false });
  expect(stranger.response.headers.get('location')).toBe('/sign-in?to=%2Fme%2Fmobile');
});
