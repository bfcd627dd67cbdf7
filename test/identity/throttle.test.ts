import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isFault } from '../../src/errors.ts';
import { parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { forgetOldFailures, hashingState, importPerson, signInByPassword } from '../../src/identity/index.ts';
import { addressBlock } from '../../src/identity/throttle.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { password, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
const statements: string[] = [];
beforeAll(async () => {
  t = await testSystem({ onStatement: sql => statements.push(sql) });
  for (const { id, fa, en } of [people.sara, people.omid])
    await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: null,
      password,
    });
  await importPerson(t.op(), {
    identifier: parsePersonId(people.laleh.id),
    name: { fa: people.laleh.fa, en: people.laleh.en },
    birthDate: '1985-05-05',
    mobile: parseMobile('09990000034'),
    password,
  });
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.system.db.deleteFrom('throttle').execute();
});

const HERE = '192.0.2.1';
/** What became of an attempt: "in", "wrong", or the seconds to wait. */
async function attempt(identifier: string, given: string, address = HERE): Promise<'in' | 'wrong' | number> {
  try {
    await signInByPassword(t.op({ kind: 'stranger' }, { address }), { identifier, password: given });
    return 'in';
  } catch (error) {
    if (isFault(error, 'identity.sign_in_refused')) return 'wrong';
    if (isFault(error, 'identity.wait')) return Number(error.data.retryAfter);
    throw error;
  }
}
async function fail(times: number, identifier: string, address = HERE) {
  for (let n = 0; n < times; n++) expect(await attempt(identifier, 'wrong-password', address)).toBe('wrong');
}

test('five mistakes are free, then the wait doubles, even for the right password', async () => {
  await fail(6, people.sara.id);
  expect(await attempt(people.sara.id, password)).toBe(2);
  t.clock.advance({ seconds: 2 });
  await fail(1, people.sara.id);
  expect(await attempt(people.sara.id, password)).toBe(4);
  t.clock.advance({ seconds: 4 });
  expect(await attempt(people.sara.id, password)).toBe('in');
});

test('after a success all is forgotten', async () => {
  await fail(6, people.sara.id);
  t.clock.advance({ seconds: 2 });
  expect(await attempt(people.sara.id, password)).toBe('in');
  await fail(6, people.sara.id);
});

test('no wait is longer than a quarter of an hour, and failures leak away', async () => {
  let longest = 0;
  for (let n = 0; n < 25; n++) {
    const answer = await attempt(people.sara.id, 'wrong-password');
    if (typeof answer !== 'number') continue;
    longest = Math.max(longest, answer);
    t.clock.advance({ seconds: answer });
  }
  expect(longest).toBeGreaterThan(60);
  expect(longest).toBeLessThanOrEqual(900);
  t.clock.advance({ hours: 12 });
  await fail(6, people.sara.id);
});

test('a number of nobody has to wait just the same', async () => {
  await fail(6, people.golnaz.id);
  expect(await attempt(people.golnaz.id, password)).toBe(2);
});

test('other digits, spaces or dashes do not begin a new count', async () => {
  await fail(2, '9990000018');
  await fail(2, '۹۹۹۰۰۰۰۰۱۸');
  await fail(2, '٩٩٩-٠٠٠-٠٠١٨');
  expect(await attempt('9990000018', password)).toBe(2);
});

test('one who guesses from one address does not shut her out at another', async () => {
  await fail(6, people.sara.id, '198.51.100.1');
  expect(await attempt(people.sara.id, password, '198.51.100.1')).toBe(2);
  expect(await attempt(people.sara.id, password, HERE)).toBe('in');
});

test('guessing one person from many addresses waits too', async () => {
  for (let n = 0; n < 11; n++) await fail(1, people.sara.id, `198.51.100.${n}`);
  expect(await attempt(people.sara.id, password, '198.51.100.200')).toBe(2);
});

test('guessing many persons from one address waits too, and another address does not', async () => {
  for (let n = 0; n < 51; n++) await fail(1, `nobody ${n}`);
  expect(await attempt(people.omid.id, password)).toBe(2);
  expect(await attempt(people.omid.id, password, '203.0.113.9')).toBe('in');
  t.clock.advance({ seconds: 2 });
  expect(await attempt(people.omid.id, password)).toBe('in');
});

test('parallel guesses get no more tries than guesses one after the other', async () => {
  const before = hashingState().done;
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => attempt(people.sara.id, 'wrong-password')),
  );
  expect(answers.filter(answer => answer === 'wrong')).toHaveLength(6);
  expect(hashingState().done - before).toBe(6);
  expect(await attempt(people.sara.id, password)).toBe(2);
});

test('once there is a wait, one of many parallel guesses is looked at when it is over', async () => {
  await fail(6, people.sara.id);
  t.clock.advance({ seconds: 2 });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => attempt(people.sara.id, 'wrong-password')),
  );
  expect(answers.filter(answer => answer === 'wrong')).toHaveLength(1);
  expect(await attempt(people.sara.id, 'wrong-password')).toBe(4);
});

test('right and wrong passwords at the same moment end in an answer each', async () => {
  for (let round = 0; round < 5; round++) {
    await t.system.db.deleteFrom('throttle').execute();
    await fail(1, people.sara.id);
    const answers = await Promise.all(
      [password, 'wrong-password', password, 'wrong-password'].map(given => attempt(people.sara.id, given)),
    );
    expect(answers.filter(answer => answer === 'in')).toHaveLength(2);
  }
});

const told = async () =>
  (await listOutbox(t.op(), 100)).filter(({ text }) => text.includes('گذرواژهٔ نادرست نوشت'));

test('she is told of a run of wrong passwords, about once a day, and of nothing that she could type wrongly herself', async () => {
  t.clock.advance({ days: 3 });
  const guess = async (times: number) => {
    for (let n = 0; n < times; n++) {
      await attempt(people.laleh.id, 'wrong-password');
      t.clock.advance({ hours: 1 });
    }
  };
  await fail(5, people.laleh.id);
  expect(await told()).toEqual([]);
  await fail(1, people.laleh.id);
  const [message, ...others] = await told();
  expect([message?.to, others]).toEqual(['+989990000034', []]);
  for (const secret of [people.laleh.id, '192.0.2.1', 'wrong-password'])
    expect(message?.text).not.toContain(secret);
  await guess(10);
  expect(await told()).toHaveLength(1);
  t.clock.advance({ days: 2 });
  await fail(6, people.laleh.id);
  expect(await told()).toHaveLength(2);
});

test('guessing for nobody costs the same statements as for her, also when she is told', async () => {
  t.clock.advance({ days: 3 });
  const costs: string[][] = [];
  for (const id of [people.laleh.id, people.golnaz.id, people.sara.id, 'not a number']) {
    statements.length = 0;
    await fail(6, id, `198.51.100.${costs.length}`);
    costs.push(statements.map(sql => sql.slice(0, 24)));
  }
  for (const cost of costs) expect(cost).toEqual(costs[0]);
  expect(costs[0]?.some(sql => sql.includes('message'))).toBe(true);
});

test('who is throttled cannot be read from the database', async () => {
  await fail(1, people.sara.id);
  const rows = await t.system.db.selectFrom('throttle').selectAll().execute();
  expect(rows).toHaveLength(3);
  for (const { bucket } of rows) expect(bucket).toHaveLength(32);
});

test('what counts no more is deleted', async () => {
  await fail(1, people.sara.id);
  expect(await forgetOldFailures(t.op())).toBe(0);
  t.clock.advance({ days: 2 });
  expect(await forgetOldFailures(t.op())).toBe(3);
});

test('one who has a whole IPv6 network counts as one address', () => {
  const home = addressBlock('2001:db8:1:2:aaaa::1');
  expect(addressBlock('2001:db8:1:2:bbbb:cccc:dddd:eeee')).toBe(home);
  expect(addressBlock('2001:0DB8:0001:0002::')).toBe(home);
  expect(addressBlock('2001:db8:1:3::1')).not.toBe(home);
  expect(addressBlock('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(addressBlock('::1')).toBe('0:0:0:0::/64');
  expect(addressBlock('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(addressBlock('192.0.2.1')).toBe('192.0.2.1');
});
