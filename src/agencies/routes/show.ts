/** What the rooms know, as the pages of an agency show it. */
import type { AskedRow } from '../../../views/agency/data.ts';
import { type Approval, findClient, findPurpose, type Purpose, purposeCardOf } from '../../clients/index.ts';
import { type Lang, messages } from '../../i18n/index.ts';
import { findPerson, personKnownAs } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import { awaitsSignature } from '../sign.ts';
import { wasEverOfficer } from '../store.ts';

/** Officers of an agency know each other by name; whoever decides for the platform is the platform. */
export async function actorAt(op: Operation, agencyId: string, actor: string | null): Promise<string> {
  const t = messages(op.lang).agencies.events;
  const [kind, id = ''] = (actor ?? '').split(':');
  if (kind === 'client') return (await findClient(op, id))?.name[op.lang] ?? id;
  if (kind !== 'person') return t.machine;
  if (!(await wasEverOfficer(op, agencyId, id))) return t.platform;
  const person = await findPerson(op, id);
  return person ? personKnownAs(person, op.lang) : t.former;
}

export async function askedRow(op: Operation, agencyId: string, approval: Approval): Promise<AskedRow> {
  const client = await findClient(op, approval.clientId);
  const purpose = approval.purposeId ? await findPurpose(op, approval.purposeId) : undefined;
  return {
    approval,
    client: client?.name[op.lang] ?? approval.clientId,
    purpose: purpose?.name[op.lang],
    by: await actorAt(op, agencyId, approval.requestedBy),
    decidedBy: approval.decidedBy ? await actorAt(op, agencyId, approval.decidedBy) : undefined,
    unsigned: await awaitsSignature(op, approval),
  };
}

/** Side by side, so that what they name is read together. */
export function askedRows(
  op: Operation,
  agencyId: string,
  approvals: readonly Approval[],
): Promise<AskedRow[]> {
  return Promise.all(approvals.map(approval => askedRow(op, agencyId, approval)));
}

export function cardsOf(purposes: readonly Purpose[], lang: Lang) {
  return purposes.map(purpose => purposeCardOf(purpose, lang));
}
