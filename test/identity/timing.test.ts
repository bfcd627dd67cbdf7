import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsePersonId } from '../../src/identifiers.ts';
import { importPerson, signInByPassword } from '../../src/identity/index.ts';
import { password, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
  await importPerson(t.op(), {
    identifier: parsePersonId(people.sara.id),
    name: { fa: people.sara.fa, en: people.sara.en },
    birthDate: '1982-07-03',
    mobile: null,
    password,
  });
});
afterAll(() => t.close());

const SAMPLES = 40;
const TRIES = 3;
const kinds = {
  'a wrong password': people.sara.id,
  'no such person': people.golnaz.id,
  'no such number': 'not a number',
} as const;
type Kind = keyof typeof kinds;

/** How long a refusal takes, of someone whom nobody has tried yet. */
async function milliseconds(identifier: string): Promise<number> {
  await t.system.db.deleteFrom('throttle').execute();
  const op = t.op({ kind: 'stranger' });
  const start = performance.now();
  await expect(signInByPassword(op, { identifier, password: 'wrong-password' })).rejects.toThrow();
  return performance.now() - start;
}

/** One after the other in turns, beginning with another each time: what disturbs the machine disturbs all of them. */
async function measure(samples = SAMPLES): Promise<Record<Kind, number[]>> {
  const found: Record<Kind, number[]> = {
    'a wrong password': [],
    'no such person': [],
    'no such number': [],
  };
  const names = Object.keys(kinds) as Kind[];
  for (let sample = 0; sample < samples; sample++)
    for (let place = 0; place < names.length; place++) {
      const name = names[(sample + place) % names.length] as Kind;
      found[name].push(await milliseconds(kinds[name]));
    }
  return found;
}

/**
 * How often a guess from the time alone would be right (Mann-Whitney U over all pairs): 0.5 says that nobody can tell
 * them apart, 0 or 1 that everybody can.
 */
function tellsApart(some: readonly number[], others: readonly number[]): number {
  let above = 0;
  for (const one of some) for (const other of others) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (some.length * others.length);
}

test('how long a refusal takes does not tell a wrong password from a person or a number that does not exist', {
  timeout: 60_000,
}, async () => {
  await measure(3);
  let worst = 1;
  for (let tries = 0; tries < TRIES && worst > 0.25; tries++) {
    const times = await measure();
    const wrong = times['a wrong password'];
    worst = Math.max(
      ...(['no such person', 'no such number'] as const).map(kind =>
        Math.abs(tellsApart(wrong, times[kind]) - 0.5),
      ),
    );
  }
  expect(worst).toBeLessThanOrEqual(0.25);
});
