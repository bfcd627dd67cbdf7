import { randomUUID } from 'node:crypto';
import { isSomebodyElse } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import { type Mobile, parsePersonId } from '../identifiers.ts';
import { countUse, findPerson, listPersonsByHash } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import { sendMessage } from '../messages/index.ts';
import { actorName, atomically, inTurn, type Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import { getAgency, getOfficerRow, recordOfficer } from './officer.ts';
import { contractorRoles, type Role, roles } from './role.ts';
import { requireAct } from './standing.ts';
import {
  changeOfficer,
  countInvitations,
  endExpired,
  insertOfficer,
  type OfficerRow,
  selectOfficer,
} from './store.ts';

/** So long can an invitation be accepted. */
const VALID_MS = 14 * 86_400_000;
/** Invitations of one agency that wait at the same time. */
const MOST_OPEN = 50;
const HOUR = 3600;

export interface Invitation {
  readonly nationalId: string;
  readonly role: string;
  readonly contractor: boolean;
  /** Of a contractor, where it is known; '' else. */
  readonly company: string;
}

/**
 * An owner asks somebody to work for the agency. The answer is the same whether there is such a person: who has an
 * account gets a message, and everybody finds the invitation on her own page.
 * @throws agencies.not_found to whoever is no officer, agencies.not_allowed, agencies.role, agencies.contractor_role,
 *   agencies.company, agencies.already, agencies.many, agencies.wait {retryAfter}, identity.national_id_malformed
 */
export async function inviteOfficer(op: Operation, agencyId: string, asked: Invitation): Promise<string> {
  await requireAct(op, agencyId, 'appoint');
  return invite(op, agencyId, asked, false);
}

/**
 * An administrator names the first owner of an agency, or one where none is left; it is nothing until another
 * administrator approves. The caller has asked for the role of staff.
 * @throws as inviteOfficer
 */
export async function nameOwner(op: Operation, agencyId: string, nationalId: string): Promise<string> {
  await getAgency(op, agencyId);
  return invite(op, agencyId, { nationalId, role: 'owner', contractor: false, company: '' }, true);
}

/** @throws agencies.own_request, agencies.decided, agencies.officer_not_found */
export async function approveOwner(op: Operation, agencyId: string, id: string): Promise<void> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const me = await findPerson(op, op.actor.personId);
  await atomically(op, async op => {
    const row = await getOfficerRow(op, id);
    if (row.agency_id !== agencyId) throw new Fault('not_found', 'agencies.officer_not_found');
    const himself = me && personHash(op.system.keys, me.identifier).equals(row.person_hash);
    const other = await isSomebodyElse(op, { by: row.invited_by, at: row.invited_at });
    if (!other || himself) throw new Fault('forbidden', 'agencies.own_request');
    const approved = { approved_by: actorName(op.actor), approved_at: op.at };
    if (
      !row.by_platform ||
      row.valid_until <= op.at ||
      !(await changeOfficer(op, id, approved, 'approved_at'))
    )
      throw new Fault('conflict', 'agencies.decided');
    await recordOfficer(op, 'agencies.officer_approved', row);
    await tellInvited(op, row);
  });
}

async function invite(
  op: Operation,
  agencyId: string,
  asked: Invitation,
  byPlatform: boolean,
): Promise<string> {
  const role = roles.find(one => one === asked.role);
  if (!role) throw new Fault('bad_input', 'agencies.role');
  const company = companyOf(asked, role);
  const identifier = parsePersonId(asked.nationalId);
  const { wait } = await countUse(op, {
    name: 'agency invitation',
    by: { number: agencyId },
    free: 20,
    leakSeconds: HOUR / 4,
    ceilingSeconds: HOUR,
    firstWaitSeconds: 60,
  });
  if (wait > 0) throw new Fault('too_many', 'agencies.wait', { retryAfter: wait });
  const id = randomUUID();
  await atomically(op, async op => {
    await inTurn(op, 'invitations', agencyId);
    await endExpired(op, agencyId);
    if ((await countInvitations(op, agencyId)) >= MOST_OPEN)
      throw new Fault('conflict', 'agencies.many', { most: MOST_OPEN });
    const inserted = await insertOfficer(op, {
      id,
      agency_id: agencyId,
      role,
      contractor: asked.contractor,
      company,
      person_hash: personHash(op.system.keys, identifier),
      person_id: null,
      invited_by: actorName(op.actor),
      invited_at: op.at,
      by_platform: byPlatform,
      approved_by: null,
      approved_at: null,
      valid_until: new Date(op.at.getTime() + VALID_MS),
      accepted_at: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    });
    if (!inserted) throw new Fault('conflict', 'agencies.already');
    const row = await selectOfficer(op, id);
    if (!row) throw new Error('an invitation that was just stored is not there');
    await recordOfficer(op, 'agencies.officer_invited', row);
    if (!byPlatform) await tellInvited(op, row);
  });
  return id;
}

/** @throws agencies.contractor_role, agencies.company */
function companyOf({ contractor, company }: Invitation, role: Role): string | null {
  if (!contractor) return null;
  if (!contractorRoles.includes(role)) throw new Fault('bad_input', 'agencies.contractor_role');
  const name = persianLetters(company.trim());
  if (name.length > 100 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name))
    throw new Fault('bad_input', 'agencies.company');
  return name || null;
}

/** Nothing of the time or the outbox shows whether the person has an account. */
async function tellInvited(op: Operation, row: OfficerRow): Promise<void> {
  const known = (await listPersonsByHash(op, [row.person_hash])).get(row.person_hash.toString('hex'));
  const person = known === undefined ? undefined : await findPerson(op, known);
  const { name } = await getAgency(op, row.agency_id);
  const words = messages(op.lang).agencies;
  const text = words.invitedText(
    name[op.lang],
    words.roles[row.role],
    `${op.system.config.issuer}/me/agencies`,
  );
  const to = person?.mobile ?? ('+989000000000' as Mobile);
  await sendMessage(op, { channel: 'sms', to, text }, person?.id ?? null, { toNobody: !person?.mobile });
}
