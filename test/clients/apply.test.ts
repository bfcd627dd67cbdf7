import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  applyDeclared,
  type ClientInput,
  changeClient,
  decide,
  findClient,
  listPurposes,
  planDeclared,
  problemsOf,
} from '../../src/clients/index.ts';
import type { Actor } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { exampleClient, examplePurpose } from './example.ts';

const shirin: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000002' };
const farhad: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000003' };
let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
});
afterAll(() => it.close());

const agency = { id: 'tax-agency', name: { fa: 'سازمان امور مالیاتی', en: 'Tax Administration' } };
const client = (id: string, more: Partial<ClientInput> = {}): ClientInput => ({
  ...exampleClient({ id, ...more }),
  agencyId: agency.id,
  newAgency: undefined,
});
const approveAll = async (applied: readonly { approvalId: string | null }[]) => {
  for (const { approvalId } of applied)
    if (approvalId) await decide(it.op(farhad), approvalId, 'approved', '');
};
const problems = async (work: Promise<unknown>) => problemsOf(await work.catch((error: unknown) => error));

describe('clients that an agency keeps in files', () => {
  const declared = { agencies: [agency], clients: [client('one'), client('two')] };

  test('what is new is registered, with its secret once, and waits for somebody else', async () => {
    const plan = await planDeclared(it.op(shirin), declared);
    expect(plan.map(({ act, id }) => [act, id])).toEqual([
      ['agency_added', 'tax-agency'],
      ['client_registered', 'one'],
      ['client_registered', 'two'],
    ]);
    expect(await findClient(it.op(), 'one')).toBeUndefined();
    const applied = await applyDeclared(it.op(shirin), declared);
    expect(applied.filter(({ clientSecret }) => clientSecret !== null)).toHaveLength(2);
    expect((await findClient(it.op(), 'one'))?.state).toBe('pending');
    await approveAll(applied);
  });

  test('the same files again change nothing', async () => {
    expect(await planDeclared(it.op(shirin), declared)).toEqual([]);
    expect(await applyDeclared(it.op(shirin), declared)).toEqual([]);
  });

  test('a new address and a purpose with more fields are asked for; what is in force stays until approved', async () => {
    const redirectUris = ['https://salary.tax.gov.ir/other'];
    const purposes = [examplePurpose({ fields: ['entity.legal_id', 'entity.legal_name', 'entity.capital'] })];
    const changed = { agencies: [], clients: [client('one', { redirectUris, purposes })] };
    const applied = await applyDeclared(it.op(shirin), changed);
    expect(applied.map(({ act, what }) => [act, what])).toEqual([
      ['client_changed', 'redirect_uris'],
      ['purpose_registered', 'payroll-list'],
    ]);
    const addresses = async () => (await findClient(it.op(), 'one'))?.metadata.redirect_uris;
    expect(await addresses()).toEqual(['https://salary.tax.gov.ir/oidc/callback']);
    await expect(decide(it.op(shirin), applied[0]?.approvalId ?? '', 'approved', '')).rejects.toMatchObject({
      code: 'clients.same_person',
    });
    await approveAll(applied);
    expect(await addresses()).toEqual(redirectUris);
    const [purpose] = await listPurposes(it.op(), 'one');
    expect([purpose?.version, purpose?.state, purpose?.fields.length]).toEqual([2, 'active', 3]);
    expect(await planDeclared(it.op(shirin), changed)).toEqual([]);
  });

  test('a change that was refused leaves everything as it was', async () => {
    const other = client('two', { redirectUris: ['https://salary.tax.gov.ir/refused'] });
    const id = await changeClient(it.op(shirin), other);
    await expect(changeClient(it.op(shirin), other)).rejects.toMatchObject({
      code: 'clients.change_waiting',
    });
    await decide(it.op(farhad), id, 'refused', 'نه');
    expect((await findClient(it.op(), 'two'))?.metadata.redirect_uris).toEqual([
      'https://salary.tax.gov.ir/oidc/callback',
    ]);
  });

  test('of many clients one bad row, and nothing is applied; every problem is told', async () => {
    const many = Array.from({ length: 300 }, (_, n) => client(`bulk-${n}`));
    many[7] = client('bulk-7', { redirectUris: ['https://*.tax.gov.ir/'] });
    many[9] = client('bulk-8');
    const found = await problems(applyDeclared(it.op(shirin), { agencies: [], clients: many }));
    expect(found).toEqual([
      { field: 'clients.9.id', code: 'duplicate' },
      { field: 'clients.7.redirect_uris.0', code: 'wildcard' },
    ]);
    expect(await findClient(it.op(), 'bulk-0')).toBeUndefined();
  });

  test('another agency, another kind, another way to prove itself are no changes but other clients', async () => {
    const foreign = { ...client('one'), agencyId: 'nobody' };
    expect(await problems(planDeclared(it.op(shirin), { agencies: [], clients: [foreign] }))).toEqual([
      { field: 'clients.0.agency', code: 'unknown' },
    ]);
    const laxer = client('one', { kind: 'sandbox' });
    expect(await problems(planDeclared(it.op(shirin), { agencies: [], clients: [laxer] }))).toEqual([
      { field: 'clients.0.kind', code: 'does_not_fit' },
    ]);
  });

  test('a stranger applies nothing', async () => {
    const declared = { agencies: [agency], clients: [client('three')] };
    await expect(applyDeclared(it.op({ kind: 'stranger' }), declared)).rejects.toMatchObject({
      code: 'web.sign_in_first',
    });
  });
});
