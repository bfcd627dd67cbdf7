import { findEntityByLegalId } from '../entities/index.ts';
import { type LegalId, parseLegalId, parsePersonId } from '../identifiers.ts';
import { findPersonByIdentifier } from '../identity/index.ts';
import {
  acceptMandate,
  getUsablePower,
  listMandates,
  offerMandate,
  type Template,
  tehranDay,
} from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { demoCompanies, demoPeople } from './personas.ts';

interface Given {
  readonly company: string;
  readonly giver: string;
  readonly to: string;
  readonly template: Template;
  readonly systems: readonly number[];
  readonly kinds: readonly string[];
  readonly accepted: boolean;
}

/** An accountant who works for one company and is asked by another. */
const given: readonly Given[] = [
  {
    company: 'arvand',
    giver: 'sara',
    to: 'navid',
    template: 'tax_accountant',
    systems: [34, 35],
    kinds: [],
    accepted: true,
  },
  {
    company: 'khazar',
    giver: 'amir',
    to: 'navid',
    template: 'customs_broker',
    systems: [],
    kinds: ['customs'],
    accepted: false,
  },
];

export async function seedMandates(op: Operation): Promise<void> {
  for (const one of given) await seedMandate(op, one);
}

async function seedMandate(op: Operation, one: Given): Promise<void> {
  const giver = demoPeople.find(({ key }) => key === one.giver);
  const holder = demoPeople.find(({ key }) => key === one.to);
  const entity = await findEntityByLegalId(op, legalIdOf(one.company));
  const giverId = giver && (await findPersonByIdentifier(op, parsePersonId(giver.id)))?.id;
  const holderId = holder && (await findPersonByIdentifier(op, parsePersonId(holder.id)))?.id;
  if (!entity || !holder || !giverId || !holderId) throw new Error('The demo lacks a person or a company.');
  // A start that was broken off, or the demo of an earlier version, has given it already.
  const { mandates } = await listMandates(op, holderId);
  if (mandates.some(held => held.entity.id === entity.id && held.template === one.template)) return;
  const { until } = await getUsablePower(op, giverId, entity.id);
  const year = tehranDay(new Date(op.at.getTime() + 364 * 86_400_000));
  const id = await offerMandate(as(op, giverId), {
    from: { entityId: entity.id },
    holder: { kind: 'person', identifier: parsePersonId(holder.id), name: holder.name.fa },
    template: one.template,
    scope: { systems: one.systems, kinds: one.kinds, purposes: [] },
    amount: null,
    since: tehranDay(op.at),
    until: until !== null && until < year ? until : year,
    mayPassOn: false,
  });
  if (one.accepted) await acceptMandate(as(op, holderId), id);
}

const as = (op: Operation, personId: string): Operation => ({ ...op, actor: { kind: 'person', personId } });

function legalIdOf(company: string): LegalId {
  return parseLegalId(demoCompanies.find(({ key }) => key === company)?.legalId ?? '');
}
