/** What custodians send by themselves: only their own fields, once, in order, and nothing told of who is here. */
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayInIran } from '../../src/calendar.ts';
import { seedClient } from '../../src/clients/index.ts';
import { takeFacts } from '../../src/custody/facts.ts';
import { bindCustodian } from '../../src/custody/index.ts';
import { beginLoad, loadRows, reportLoad } from '../../src/custody/load.ts';
import { recordEntity } from '../../src/entities/index.ts';
import type { Operation } from '../../src/operation.ts';
import { readFields, readHistory } from '../../src/profile/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const SCOPES = ['custody.write'];
let yekbar: TestSystem;
let entityId: string;
let legalId: string;
let stranger: string;

beforeAll(async () => {
  yekbar = await testSystem();
  const op = yekbar.op();
  for (const [id, registry] of [
    ['tax-office', 'tax'],
    ['licence-office', 'licences'],
    ['nobody', undefined],
  ] as const) {
    await seedClient(op, {
      id,
      kind: 'sandbox',
      name: { fa: id, en: id },
      metadata: {
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
        scope: SCOPES[0],
      },
      secretHash: Buffer.alloc(32, 1),
      purposes: [],
    });
    if (registry) await bindCustodian(op, id, registry);
  }
  legalId = yekbar.country.entity('arvand').legalId;
  stranger = yekbar.country.entity('kavir').legalId;
  const found = await yekbar.system.registries.legalPersons.find(yekbar.country.entity('arvand').legalId);
  if (!found) throw new Error('no Arvand');
  entityId = (await recordEntity(op, found)).id;
});
afterAll(() => yekbar.close());

const as = (clientId: string): Operation => yekbar.op({ kind: 'client', clientId, scopes: SCOPES });
let keys = 0;
const item = (version: number, fields: object, more: object = {}) => ({
  key: `item-${++keys}`,
  subject: { type: 'legal_entity', id: legalId },
  version,
  fields,
  ...more,
});
const clear = (value: boolean) => ({ 'entity.tax_clear': { value, valid_from: '2026-11-01', record: '77' } });
const clearNow = async () =>
  (await readFields(yekbar.op(), entityId, ['entity.tax_clear']))['entity.tax_clear'];
const events = (kind: string) =>
  yekbar.system.db
    .selectFrom('audit_event')
    .select(['data', 'subject_id', 'client_id'])
    .where('kind', '=', kind)
    .execute();

test('a fact that the tax office sends is its word in the profile and on the record', async () => {
  expect(await takeFacts(as('tax-office'), [item(3, clear(true))])).toMatchObject([
    { status: 'accepted', older: [], repeated: false },
  ]);
  expect(await clearNow()).toMatchObject({
    value: true,
    status: 'present',
    source: { registry: 'tax', record: '77' },
    valid_from: '2026-11-01',
  });
  const [pushed] = await events('profile.pushed');
  expect(pushed).toMatchObject({ subject_id: entityId, client_id: 'tax-office' });
});

test('a correction replaces it and is announced, and the history says that it was pushed and by whom', async () => {
  await takeFacts(as('tax-office'), [item(4, clear(false))]);
  expect((await clearNow())?.value).toBe(false);
  const news = await yekbar.system.db.selectFrom('change').select(['kind', 'fields', 'subject_id']).execute();
  expect(news).toContainEqual(
    expect.objectContaining({
      kind: 'profile_changed',
      subject_id: entityId,
      fields: expect.arrayContaining(['entity.tax_clear']),
    }),
  );
  const history = await readHistory(yekbar.op(), entityId, 'entity.tax_clear');
  expect(history.map(({ value, why }) => [value.value, why])).toEqual([
    [true, undefined],
    [false, { kind: 'push', registry: 'tax' }],
  ]);
});

test('an older version changes nothing and is told so; so is the same version from another item', async () => {
  for (const version of [3, 4])
    expect(await takeFacts(as('tax-office'), [item(version, clear(true))])).toMatchObject([
      { status: 'older', older: ['entity.tax_clear'] },
    ]);
  expect((await clearNow())?.value).toBe(false);
});

test('of an item that is partly older, the rest is kept', async () => {
  const vat = { 'entity.vat_registration': { value: { registered: true } } };
  expect(await takeFacts(as('tax-office'), [item(2, { ...clear(true), ...vat })])).toMatchObject([
    { status: 'accepted', older: ['entity.tax_clear'] },
  ]);
  expect((await clearNow())?.value).toBe(false);
  const { 'entity.vat_registration': kept } = await readFields(yekbar.op(), entityId, [
    'entity.vat_registration',
  ]);
  expect(kept?.value).toEqual({ registered: true });
});

test('the same item sent again does nothing again; something else under its key is refused', async () => {
  const sent = item(10, clear(true));
  await takeFacts(as('tax-office'), [sent]);
  await takeFacts(as('tax-office'), [item(11, clear(false))]);
  expect(await takeFacts(as('tax-office'), [sent])).toMatchObject([{ status: 'accepted', repeated: true }]);
  expect((await clearNow())?.value).toBe(false);
  expect(await takeFacts(as('tax-office'), [{ ...sent, version: 12 }])).toMatchObject([
    { code: 'custody.key_reused' },
  ]);
});

test('a custodian that claims a field of another is refused by name, and nothing of the request is kept', async () => {
  const before = await clearNow();
  const foreign = item(50, { 'entity.staff_count': { value: 3 } });
  await expect(takeFacts(as('tax-office'), [item(50, clear(true)), foreign])).rejects.toMatchObject({
    kind: 'forbidden',
    code: 'custody.not_your_field',
    data: { field: 'entity.staff_count' },
  });
  expect(await clearNow()).toEqual(before);
  // Also what only follows from others is nobody's to say.
  const derived = item(50, { 'entity.under_50_staff': { value: true } });
  await expect(takeFacts(as('tax-office'), [derived])).rejects.toMatchObject({ kind: 'forbidden' });
});

test('what is wrong with one item is said of it, and the others are kept', async () => {
  const answers = await takeFacts(as('tax-office'), [
    item(60, { 'entity.tax_clear': { value: 'perhaps' } }),
    item(60, clear(true), { subject: { type: 'legal_entity', id: '1' } }),
    item(0, clear(true)),
    item(60, { 'entity.no_such_thing': { value: 1 } }),
    item(60, { 'business.economic_code': { value: '99900000504102' } }),
    item(60, { 'entity.tax_clear': { value: true, valid_from: '2026-02-31' } }),
    'nonsense',
    item(60, clear(true)),
  ]);
  expect(answers.map(answer => ('code' in answer ? answer.code : answer.status))).toEqual([
    'custody.value_malformed',
    'custody.subject_malformed',
    'custody.version_malformed',
    'custody.unknown_field',
    'custody.not_applicable',
    'custody.value_malformed',
    'custody.item_malformed',
    'accepted',
  ]);
});

test('a value that begins tomorrow is not kept as what holds today, and a Jalali day in ISO dress is none', async () => {
  const before = await clearNow();
  const from = (day: string) => item(70, { 'entity.tax_clear': { value: true, valid_from: day } });
  const today = dayInIran(yekbar.clock.now());
  const tomorrow = dayInIran(new Date(yekbar.clock.now().getTime() + 86_400_000));
  expect(await takeFacts(as('tax-office'), [from(tomorrow), from('1405-08-30')])).toEqual([
    { code: 'custody.not_yet_valid', field: 'entity.tax_clear' },
    { code: 'custody.value_malformed', field: 'entity.tax_clear' },
  ]);
  expect(await clearNow()).toEqual(before);
  expect(await takeFacts(as('tax-office'), [from(today)])).toMatchObject([{ status: 'accepted' }]);
});

test('who has no profile here is answered like who has one, also the second and the older time', async () => {
  const about = (id: string, version: number, key: string) => ({
    key,
    subject: { type: 'legal_entity', id },
    version,
    fields: clear(true),
  });
  const said = async (id: string, name: string) => {
    const answers = [];
    for (const [version, key] of [
      [80, 'a'],
      [80, 'a'],
      [79, 'b'],
      [81, 'c'],
    ] as const)
      answers.push(...(await takeFacts(as('tax-office'), [about(id, version, `${name}-${key}`)])));
    return answers.map(answer => ('status' in answer ? { ...answer, known: null } : answer));
  };
  expect(await said(stranger, 'stranger')).toEqual(await said(legalId, 'known'));
  // We count them, for ourselves.
  const counted = (await events('custody.received')).map(({ data }) => (data as { unknown: number }).unknown);
  expect(counted.reduce((sum, one) => sum + one)).toBeGreaterThan(0);
});

test('who is bound to no registry, or has no such scope, sends nothing', async () => {
  await expect(takeFacts(as('nobody'), [item(1, clear(true))])).rejects.toMatchObject({
    code: 'custody.not_a_custodian',
  });
  const scopeless = yekbar.op({ kind: 'client', clientId: 'tax-office', scopes: [] });
  await expect(takeFacts(scopeless, [item(1, clear(true))])).rejects.toMatchObject({
    code: 'custody.scope_missing',
  });
  await expect(bindCustodian(as('nobody'), 'nobody', 'tax')).rejects.toMatchObject({ kind: 'forbidden' });
});

test('neither record nor tables hold an identifier or a value of what was sent', async () => {
  const tables = [
    'custody_item',
    'custody_version',
    'custody_load',
    'custody_refusal',
    'audit_event',
  ] as const;
  for (const table of tables) {
    const rows = JSON.stringify(await yekbar.system.db.selectFrom(table).selectAll().execute());
    for (const secret of [legalId, stranger]) expect(rows, table).not.toContain(secret);
  }
  expect(yekbar.log.join()).not.toContain(legalId);
});

async function* rows(...lines: unknown[]) {
  for (const line of lines) {
    await wait(0);
    yield { text: typeof line === 'string' ? line : JSON.stringify(line), ended: true };
  }
}

test('of a bulk load every row is taken once or stands in the report, also when the line breaks', async () => {
  const op = as('licence-office');
  const licence = (version: number) =>
    item(version, {
      'entity.industrial_licence': {
        value: [
          {
            kind: 'operation_licence',
            number: `10${version}`,
            issued_on: '2015-04-27',
            expires_on: '2028-03-19',
          },
        ],
      },
    });
  const all = [licence(1), '{"half', licence(2), item(3, clear(true)), licence(1), licence(5)];
  const { id } = await beginLoad(op, all.length);
  async function* broken() {
    yield* rows(...all.slice(0, 3));
    throw new Error('the line broke');
  }
  await expect(loadRows(op, id, 0, broken())).rejects.toThrow('the line broke');
  expect(await reportLoad(op, id, -1)).toMatchObject({ state: 'open', nextRow: 3, accepted: 2, refused: 1 });
  await expect(loadRows(op, id, 4, rows(...all.slice(4)))).rejects.toMatchObject({
    code: 'custody.load_gap',
    data: { next: 3 },
  });
  // He is not sure how far he came, and sends from an earlier row; twice at once, even.
  await Promise.all([loadRows(op, id, 1, rows(...all.slice(1))), loadRows(op, id, 1, rows(...all.slice(1)))]);
  expect(await reportLoad(op, id, -1)).toMatchObject({
    state: 'done',
    rows: 6,
    nextRow: 6,
    accepted: 3,
    older: 1,
    refused: 2,
    refusals: [
      { row: 1, code: 'custody.row_malformed', field: null },
      { row: 3, code: 'custody.not_your_field', field: 'entity.tax_clear' },
    ],
  });
  await expect(loadRows(op, id, 6, rows(licence(9)))).rejects.toMatchObject({ code: 'custody.load_full' });
  await expect(reportLoad(as('tax-office'), id, -1)).rejects.toMatchObject({
    code: 'custody.load_not_found',
  });
});
