/** What stands between us and a registry: what is agreed with it, what is tried again, and when it is left alone. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RegistryContract } from '../../src/contracts.ts';
import { createRegistries, type Inquiry, type Registries } from '../../src/registries/index.ts';
import { type InventedCountry, startInventedCountry } from '../../src/registries/invented/index.ts';
import { pace } from '../../src/registries/pace.ts';

const AT = new Date('2026-11-21T07:22:00Z');
const PATIENT = 5_000;
let invented: InventedCountry;
beforeAll(async () => {
  invented = await startInventedCountry({ now: () => AT });
});
afterAll(() => invented.close());
afterEach(() => invented.faults.mend());

const under = (contract: Partial<RegistryContract>) =>
  createRegistries(invented.addresses, {
    timeoutMs: PATIENT,
    now: () => AT,
    contracts: { '*': { openSeconds: 600 }, tax: contract },
  });

function taxOf(registries: Registries, entity = 'arvand', timeoutMs = PATIENT) {
  const port = registries.fields.get('tax');
  if (!port) throw new Error('no port');
  return port.facts({ kind: 'entity', id: invented.country.entity(entity).legalId }, timeoutMs);
}

const outcome = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    error => error.reason ?? String(error),
  );

test('the same question asked at the same moment goes out once, and everybody has the answer', async () => {
  invented.faults.slow('tax', 50);
  const before = invented.faults.asked('tax');
  const registries = under({});
  const heard: Inquiry[] = [];
  const answers = await Promise.all([
    taxOf(registries.under('FIRST-CODE', inquiry => heard.push(inquiry))),
    taxOf(registries.under('SECOND-CODE', inquiry => heard.push(inquiry))),
    taxOf(
      registries.under('THIRD-CODE', inquiry => heard.push(inquiry)),
      'pars',
    ),
  ]);
  expect(invented.faults.asked('tax') - before).toBe(2);
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).not.toEqual(answers[2]);
  expect(heard).toContainEqual({ registry: 'tax', outcome: 'answered', under: 'FIRST-CODE' });
  expect(invented.faults.inquiries('tax')).not.toContain('SECOND-CODE');
  // Later the same question is a new one.
  await taxOf(registries);
  expect(invented.faults.asked('tax') - before).toBe(3);
});

test('a registry that stumbles is asked again, at most twice; nonsense is not asked for again', async () => {
  const registries = under({});
  const before = invented.faults.asked('tax');
  invented.faults.down('tax');
  expect(await outcome(taxOf(registries))).toBe('status');
  expect(invented.faults.asked('tax') - before).toBe(3);
  invented.faults.wrong('tax');
  invented.faults.mend('tax');
  invented.faults.wrong('tax');
  expect(await outcome(taxOf(registries))).toBe('garbage');
  expect(invented.faults.asked('tax') - before).toBe(4);
});

test('one that recovers between two attempts has answered, and nobody noticed', async () => {
  const registries = under({});
  invented.faults.down('tax', 'silent');
  const before = invented.faults.asked('tax');
  const asked = taxOf(registries);
  while (invented.faults.asked('tax') === before) await wait(1);
  invented.faults.mend('tax');
  expect(await outcome(asked)).toBe('answered');
});

test('a registry that fails again and again is left alone, the others are asked as before', async () => {
  const registries = under({ breakAfter: 2 });
  invented.faults.down('tax');
  await outcome(taxOf(registries));
  expect(registries.connectors().tax?.breaker).toBe('closed');
  await outcome(taxOf(registries));
  expect(registries.connectors().tax?.breaker).toBe('open');
  const before = invented.faults.asked('tax');
  const heard: Inquiry[] = [];
  const told = registries.under('CODE', inquiry => heard.push(inquiry));
  expect(await outcome(taxOf(told))).toBe('open');
  expect(invented.faults.asked('tax')).toBe(before);
  // What was not asked is not on the record as asked.
  expect(heard).toEqual([]);
  const { legalId } = invented.country.entity('arvand');
  expect(await outcome(registries.legalPersons.find(legalId))).toBe('answered');
});

test('after a while one question tries it, and when that is answered all is as before', async () => {
  const registries = createRegistries(invented.addresses, {
    timeoutMs: PATIENT,
    now: () => AT,
    contracts: { tax: { breakAfter: 1, openSeconds: 0.02 } },
  });
  invented.faults.down('tax');
  expect(await outcome(taxOf(registries))).toBe('status');
  invented.faults.mend('tax');
  while ((await outcome(taxOf(registries))) === 'open') await wait(5);
  expect(registries.connectors().tax?.breaker).toBe('closed');
  expect(await outcome(taxOf(registries))).toBe('answered');
});

test('the odd record of one subject does not cut a registry off for all', async () => {
  const registries = under({ breakAfter: 1 });
  invented.faults.wrong('tax', 'another');
  expect(await outcome(taxOf(registries))).toBe('garbage');
  expect(registries.connectors().tax?.breaker).toBe('closed');
});

test('a slow registry holds no more of our places than its contract gives it, and who comes then knows at once', async () => {
  invented.faults.slow('tax', 300);
  const registries = under({ concurrent: 1, waiting: 1 });
  const first = outcome(taxOf(registries, 'arvand'));
  const second = outcome(taxOf(registries, 'pars'));
  expect(registries.connectors().tax).toEqual({ breaker: 'closed', running: 1, waiting: 1 });
  expect(await outcome(taxOf(registries, 'kavir'))).toBe('busy');
  expect(await Promise.all([first, second])).toEqual(['answered', 'answered']);
  expect(registries.connectors().tax).toEqual({ breaker: 'closed', running: 0, waiting: 0 });
});

test('who waits longer than he has time was never asked for', async () => {
  invented.faults.slow('tax', 400);
  const registries = under({ concurrent: 1, waiting: 1 });
  const before = invented.faults.asked('tax');
  const first = outcome(taxOf(registries, 'arvand'));
  expect(await outcome(taxOf(registries, 'pars', 50))).toBe('busy');
  expect(await first).toBe('answered');
  expect(invented.faults.asked('tax') - before).toBe(1);
});

test('never more questions in any second than the contract says', () => {
  const turn = pace(3);
  const turns = [0, 0, 900, 950, 1_000, 1_001].map(now => now + (turn(now, 10_000) ?? Number.NaN));
  expect(turns).toEqual([0, 0, 900, 1_000, 1_000, 1_900]);
  // Who has no time until his turn takes it from nobody.
  expect(turn(1_001, 1_500)).toBeUndefined();
  expect(turn(1_001, 2_500)).toBe(999);
});
