import {
  askStep,
  type ClientInput,
  decide,
  knowReports,
  knowSystems,
  type PurposeInput,
} from '../../src/clients/index.ts';
import type { Actor } from '../../src/operation.ts';
import { findField } from '../../src/profile/index.ts';
import type { TestSystem } from '../support/system.ts';

/** A registration without a fault, to be spoilt by tests. */
export function examplePurpose(more: Partial<PurposeInput> = {}): PurposeInput {
  return {
    key: 'payroll-list',
    name: { fa: 'فهرست ماهانهٔ حقوق', en: 'Monthly payroll list' },
    text: { fa: 'برای رسیدگی به فهرست حقوق', en: 'To process the payroll list' },
    basis: 'law',
    law: {
      title: { fa: 'قانون مالیات‌های مستقیم', en: 'Direct Taxes Act' },
      body: { fa: 'مجلس شورای اسلامی', en: 'Parliament' },
      number: '1366/12/3',
      date: '1988-02-22',
      articles: '86',
    },
    fields: ['entity.legal_id', 'entity.legal_name'].filter(key => findField(key)),
    subjects: ['legal_entity'],
    level: 1,
    retention: { fa: '۵ سال', en: '5 years' },
    consentDays: 365,
    ...more,
  };
}

export function exampleClient(more: Partial<ClientInput> = {}): ClientInput {
  return {
    id: 'tax-salary',
    kind: 'live',
    begins: 'pilot',
    name: { fa: 'سامانه حقوق و دستمزد', en: 'Payroll system' },
    agencyId: 'tax-agency',
    newAgency: { id: 'tax-agency', name: { fa: 'سازمان امور مالیاتی', en: 'Tax Administration' } },
    redirectUris: ['https://salary.tax.gov.ir/oidc/callback'],
    postLogoutRedirectUris: ['https://salary.tax.gov.ir/'],
    authMethod: 'client_secret_basic',
    purposes: [examplePurpose()],
    ...more,
  };
}

let number = 0;
/** The same under an id of its own, at an agency that is there after the first. */
export function anotherClient(more: Partial<ClientInput> = {}): ClientInput {
  number += 1;
  const agencyId = `agency-${number}`;
  return exampleClient({
    id: `system-${number}`,
    agencyId,
    newAgency: { id: agencyId, name: { fa: `دستگاه ${number}`, en: `Agency ${number}` } },
    ...more,
  });
}

/** Takes an approved client from its pilot to everybody, by two people; that it is one of the systems is taken as given. */
export async function goLive(
  it: TestSystem,
  id: string,
  [one, other]: readonly [Actor, Actor],
): Promise<void> {
  knowSystems(it.system, async () => true);
  knowReports(it.system, async () => true);
  const until = new Date(it.clock.now().getTime() + 300 * 86_400_000).toISOString().slice(0, 10);
  for (const step of [{ to: 'cleared', number: 'AFTA-1405/77', until }, { to: 'live' }] as const)
    await decide(it.op(other), await askStep(it.op(one), id, step), 'approved', '');
}
