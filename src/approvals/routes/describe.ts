import type {
  ActShown,
  ApprovalData,
  ApprovalList,
  ApprovalListed,
  DocumentShown,
  SignatoryShown,
} from '../../../views/approvals/data.ts';
import { findClient, findPurpose, type Purpose } from '../../clients/index.ts';
import { findEntity } from '../../entities/index.ts';
import { Fault } from '../../errors.ts';
import type { Level } from '../../factors/index.ts';
import { type Both, messages } from '../../i18n/index.ts';
import { findPerson, personKnownAs } from '../../identity/index.ts';
import { helpers, listSignatories, type Signatory } from '../../mandates/index.ts';
import type { Operation } from '../../operation.ts';
import type { Page } from '../../web/index.ts';
import { hashOfAct, openAct } from '../act.ts';
import type { Approval } from '../approval.ts';
import { missingOf } from '../decide.ts';
import { type ApprovalDocument, hashOf, openDocument } from '../document.ts';
import { mayWithdraw } from '../end.ts';
import { getApprovalOf, listApprovals } from '../find.ts';
import { type ApprovalRow, selectApproval } from '../store.ts';
import { valueGroupsOf } from './groups.ts';

/** The document in the reader's language; of what was signed, or of what would be. */
export async function documentShown(
  op: Operation,
  page: Page,
  document: ApprovalDocument,
): Promise<DocumentShown> {
  const { subject, purpose } = document;
  const client = await findClient(op, document.client.id);
  const { law } = purpose;
  const { lang } = page;
  return {
    system: document.client.name[lang],
    agency: client?.agency?.name[lang] ?? document.client.name[lang],
    subject: subject.name?.[lang] ?? undefined,
    legalId: subject.type === 'self' ? undefined : subject.id,
    purpose: { name: purpose.name[lang], text: purpose.text[lang], retention: purpose.retention[lang] },
    law: {
      title: law.title[lang],
      body: law.body[lang],
      date: law.date ?? undefined,
      articles: law.articles,
    },
    basis: purpose.basis,
    days: purpose.consentDays,
    groups: valueGroupsOf(page, document.values),
    hash: hashOf(document).toString('hex'),
  };
}

export async function describe(
  op: Operation,
  page: Page,
  id: string,
  reader: { readonly personId: string; readonly level: Level; readonly error: string | undefined },
): Promise<ApprovalData> {
  const approval = await getApprovalOf(op, reader.personId, id);
  const row = await selectApproval(op, approval.id);
  const shown = row && (row.act ? actShown(op, page, row) : await releaseShown(op, page, row));
  if (!shown) throw new Fault('gone', 'vault.shredded');
  const signatories = approval.required > 1 ? await listSignatories(op, approval.subjectId) : [];
  const open = isOpenTo(approval, signatories, reader.personId);
  const purpose = await purposeOf(op, approval);
  const enough = reader.level >= (purpose?.level ?? 1);
  return {
    id: approval.id,
    ...shown,
    first: approval.personId === reader.personId ? undefined : await nameOf(op, page, approval.personId),
    signatories: await signatoriesShown(op, page, approval, signatories, reader.personId),
    missing: missingOf(approval, signatories),
    state: approval.state,
    reason: approval.endReason ?? undefined,
    deadline: approval.deadlineAt,
    settledAt: approval.endedAt ?? approval.decidedAt ?? undefined,
    holdsUntil: approval.holdsUntil ?? undefined,
    open,
    prove:
      open && !enough
        ? `/sign-in?level=${purpose?.level}&to=${encodeURIComponent(`/me/approvals/${approval.id}`)}`
        : undefined,
    mayWithdraw:
      (approval.state === 'waiting' || approval.state === 'approved') &&
      (await mayWithdraw(op, approval, reader.personId)),
    error: reader.error,
  };
}

async function releaseShown(op: Operation, page: Page, row: ApprovalRow) {
  const document = openDocument(op, row);
  return document && { document: await documentShown(op, page, document), act: undefined };
}

function actShown(op: Operation, page: Page, row: ApprovalRow) {
  const document = openAct(op, row);
  if (!document) return undefined;
  const { lang } = page;
  const { act, subject, terms } = document;
  const said = (name: Both | null) => (name ? name[lang] || name.fa : undefined);
  const shown: ActShown = {
    kind: act,
    subject: said(subject.name) ?? '',
    entity: said(terms.entity.name) ?? '',
    legalId: terms.entity.legalId,
    giver: said(terms.giver),
    through: said(terms.through),
    holder: { name: said(terms.holder.name) ?? '', identifier: terms.holder.identifier },
    role: terms.template,
    matters: terms.matters[lang],
    amount: terms.amount === null ? null : BigInt(terms.amount),
    since: terms.since,
    until: terms.until,
    mayPassOn: terms.mayPassOn,
    hash: hashOfAct(document).toString('hex'),
    mandateId: row.mandate_id ?? undefined,
  };
  return { document: undefined, act: shown };
}

async function purposeOf(op: Operation, { purposeId }: Approval): Promise<Purpose | undefined> {
  return purposeId === null ? undefined : findPurpose(op, purposeId);
}

/** Whether the answer of this person is still wanted. */
function isOpenTo(approval: Approval, signatories: readonly Signatory[], personId: string): boolean {
  if (approval.state !== 'waiting' || approval.signatures.some(one => one.personId === personId))
    return false;
  if (approval.required < 2) return approval.personId === personId;
  return signatories.some(one => one.personId === personId);
}

async function nameOf(op: Operation, page: Page, personId: string): Promise<string> {
  const person = await findPerson(op, personId);
  return person ? personKnownAs(person, page.lang) : '';
}

/** Those who signed or refused in the order in which they did, then those whose signature helps. */
export async function signatoriesShown(
  op: Operation,
  page: Page,
  approval: Approval,
  signatories: readonly Signatory[],
  readerId: string,
): Promise<SignatoryShown[]> {
  const shown: SignatoryShown[] = [];
  for (const one of approval.signatures)
    shown.push({
      name: await nameOf(op, page, one.personId),
      you: one.personId === readerId,
      state: one.decision === 'approved' ? 'signed' : 'refused',
      at: one.at,
    });
  const first = signatories.find(one => one.personId === approval.personId);
  const wanted = first ? [first, ...helpers(signatories, first.officer)] : signatories;
  for (const one of wanted) {
    if (approval.signatures.some(signature => signature.personId === one.personId)) continue;
    shown.push({
      name: one.name[page.lang] || one.name.fa,
      you: one.personId === readerId,
      state: one.personId ? 'asked' : 'no_account',
      at: undefined,
    });
  }
  return shown;
}

/** The three lists of the reader's page. */
export async function listOf(op: Operation, personId: string): Promise<ApprovalList> {
  const approvals = await listApprovals(op, personId);
  const listed: { approval: Approval; shown: ApprovalListed; mine: boolean }[] = [];
  const known = new Map<string, readonly Signatory[]>();
  for (const approval of approvals) {
    // What somebody is asked for who acts alone, or for himself, is nobody else's.
    if (approval.required < 2 && approval.personId !== personId) continue;
    const signatories =
      approval.required > 1 && approval.state === 'waiting'
        ? (known.get(approval.subjectId) ?? (await listSignatories(op, approval.subjectId)))
        : [];
    known.set(approval.subjectId, signatories);
    listed.push({
      approval,
      shown: await listedOf(op, approval),
      mine: isOpenTo(approval, signatories, personId),
    });
  }
  const waiting = listed.filter(({ approval }) => approval.state === 'waiting');
  return {
    mine: waiting.filter(({ mine }) => mine).map(({ shown }) => shown),
    others: waiting.filter(({ mine }) => !mine).map(({ shown }) => shown),
    past: listed.filter(({ approval }) => approval.state !== 'waiting').map(({ shown }) => shown),
  };
}

async function listedOf(op: Operation, approval: Approval): Promise<ApprovalListed> {
  const client = await findClient(op, approval.clientId);
  const purpose = await purposeOf(op, approval);
  const entity = approval.subjectType === 'self' ? undefined : await findEntity(op, approval.subjectId);
  const t = messages(op.lang);
  const system = client?.name[op.lang] ?? (approval.act ? t.common.name : approval.clientId);
  const what = approval.act ? t.approvals.acts[approval.act].title : approval.purposeKey;
  return {
    id: approval.id,
    system,
    agency: client?.agency?.name[op.lang] ?? system,
    purpose: purpose?.name[op.lang] ?? what,
    subject: entity?.name[op.lang],
    state: approval.state,
    startedAt: approval.startedAt,
    until:
      approval.state === 'waiting'
        ? approval.deadlineAt
        : (approval.endedAt ?? approval.decidedAt ?? approval.deadlineAt),
  };
}
