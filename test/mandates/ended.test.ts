import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LegalId, parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import { personHash } from '../../src/keys.ts';
import {
  type EndedPower,
  listPowers,
  onPowerEnded,
  refreshFromRegister,
  refreshPowersOf,
} from '../../src/mandates/index.ts';
import type { Officer } from '../../src/registries/index.ts';
import { TODAY } from '../support/clock.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
let sara: string;
let refuse = false;
const told: EndedPower[] = [];
beforeAll(async () => {
  t = await testSystem();
  const person = await importPerson(t.op(), {
    identifier: parsePersonId(people.sara.id),
    name: people.sara,
    birthDate: '1980-01-01',
    mobile: null,
    secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
  });
  sara = person.id;
  onPowerEnded(t.system, async (op, ended) => {
    expect(op.db.isTransaction).toBe(true);
    if (refuse) throw new Error('no');
    told.push(ended);
  });
});
afterAll(() => t.close());
beforeEach(() => {
  t.clock.set(TODAY);
  refuse = false;
});
afterEach(async () => {
  t.country.restore();
  for (const table of ['mandate_office', 'mandate', 'office', 'entity'] as const)
    await t.system.db.deleteFrom(table).execute();
  told.length = 0;
});

const arvand: LegalId = parseLegalId(companies.arvand.id);
async function saraOfArvand() {
  await refreshPowersOf(t.op(), sara);
  const power = (await listPowers(t.op(), sara)).find(({ state }) => state === 'usable');
  if (!power) throw new Error('Sara binds Arvand');
  return power;
}

/** As it stands in the database; how it comes there has tests of its own. */
async function mandateOn(office: { officeId: string; entity: { id: string } }, parent: string | null = null) {
  const id = randomUUID();
  await t.system.db
    .insertInto('mandate')
    .values({
      id,
      entity_id: office.entity.id,
      root_office_id: office.officeId,
      parent_id: parent,
      how: parent ? 'passed' : 'given',
      template: 'delegate',
      giver_person_id: sara,
      giver_entity_id: null,
      holder_kind: 'person',
      holder_hash: personHash(t.system.keys, parsePersonId(people.navid.id)),
      sealed: Buffer.from('sealed'),
      systems: [],
      kinds: ['customs'],
      purposes: [],
      amount: null,
      valid_from: '2026-11-01',
      valid_until: '2027-11-01',
      may_pass_on: !parent,
      state: 'active',
      offered_at: t.clock.now(),
      accepted_at: t.clock.now(),
      accepted_by: null,
      ended_at: null,
      end_reason: null,
      ended_by: null,
    })
    .execute();
  await t.system.db
    .insertInto('mandate_office')
    .values({ mandate_id: id, office_id: office.officeId, signed: 1 })
    .execute();
  return id;
}
const reasons = async () =>
  (await t.system.db.selectFrom('mandate').select(['id', 'end_reason']).execute()).map(row => row.end_reason);
async function refresh() {
  t.clock.advance({ seconds: 1 });
  await refreshFromRegister(t.op(), arvand);
}

test('with an office end the mandates on it, also those that were passed on, and whoever listens is told once', async () => {
  const power = await saraOfArvand();
  const first = await mandateOn(power);
  const second = await mandateOn(power, first);
  t.country.endOffice(arvand, parsePersonId(people.sara.id), '2026-11-21', 'removed');
  await refresh();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    entityId: power.entity.id,
    officeIds: [power.officeId],
    personIds: [sara],
  });
  expect([...(told[0]?.mandateIds ?? [])].sort()).toEqual([first, second].sort());
  expect(await reasons()).toEqual(['power_ended', 'power_ended']);
  await refresh();
  expect(told).toHaveLength(1);
});

test('a listener that fails keeps the power: all ends together, or nothing', async () => {
  const power = await saraOfArvand();
  await mandateOn(power);
  t.country.endOffice(arvand, parsePersonId(people.sara.id), '2026-11-21', 'removed');
  refuse = true;
  await expect(refresh()).rejects.toThrow('no');
  expect(await reasons()).toEqual([null]);
  refuse = false;
  await refresh();
  expect(await reasons()).toEqual(['power_ended']);
});

test('one who bound alone and signs with another now has lost what rested on his signature alone', async () => {
  const power = await saraOfArvand();
  const mandate = await mandateOn(power);
  const officers = t.country.entity('arvand').officers as Officer[];
  t.country.setValue(arvand, {
    officers: officers.map(one => ({ ...one, mode: 'joint' as const, required: 2 })),
  });
  await refresh();
  expect(told).toEqual([
    { entityId: power.entity.id, officeIds: [power.officeId], mandateIds: [mandate], personIds: [sara] },
  ]);
});

test('while the register has a company suspended nothing ends; when it is dissolved all does', async () => {
  const power = await saraOfArvand();
  await mandateOn(power);
  t.country.setValue(arvand, { status: 'suspended' });
  await refresh();
  expect(told).toEqual([]);
  t.country.dissolve(arvand, '2026-11-20');
  await refresh();
  expect(told.map(({ officeIds }) => officeIds)).toEqual([[power.officeId]]);
  expect(await reasons()).toEqual(['power_ended']);
});

test('an office in force again can end again', async () => {
  const power = await saraOfArvand();
  const [officer] = t.country.entity('arvand').officers as [Officer];
  t.country.setValue(arvand, { status: 'under_liquidation' });
  await refresh();
  t.country.setValue(arvand, { status: 'active', officers: [officer] });
  await refresh();
  expect((await listPowers(t.op(), sara)).find(one => one.officeId === power.officeId)?.state).toBe('usable');
  t.country.endOffice(arvand, parsePersonId(people.sara.id), '2026-11-21', 'removed');
  await refresh();
  expect(told.map(({ officeIds }) => officeIds)).toEqual([[power.officeId], [power.officeId]]);
});
