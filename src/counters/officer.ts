import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { findActiveClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import { parsePersonId } from '../identifiers.ts';
import { currentAccountOf, findPerson, findPersonByIdentifier, personKnownAs } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import { endVisitsOf } from './end.ts';
import {
  approveRow,
  endOfficerRow,
  insertOfficer,
  type OfficerRow,
  selectCurrentOf,
  selectOfficer,
  selectOfficers,
  selectOpenOf,
} from './store.ts';

const LONGEST_MS = 366 * 86_400_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An accreditation: who, at which counter, for which system, until when. */
export interface Officer {
  readonly id: string;
  readonly personId: string;
  readonly counter: string;
  readonly clientId: string;
  readonly until: Date;
  readonly askedBy: string;
  readonly state: 'asked' | 'runs' | 'ended';
}

function toOfficer(op: Operation, row: OfficerRow): Officer {
  const over = row.ended_at !== null || row.valid_until <= op.at;
  return {
    id: row.id,
    personId: row.person_id,
    counter: row.counter_name,
    clientId: row.client_id,
    until: row.valid_until,
    askedBy: row.asked_by,
    state: over ? 'ended' : row.approved_at ? 'runs' : 'asked',
  };
}

function byWhom(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}

/**
 * An administrator asks for it; it is nothing until another one approves. The caller has asked for the role.
 * @throws counters.officer, counters.counter_name, counters.system, counters.until
 */
export async function accreditOfficer(
  op: Operation,
  input: { nationalId: string; counter: string; clientId: string; until: Date },
): Promise<string> {
  const askedBy = byWhom(op);
  const person = await findPersonByIdentifier(op, parsePersonId(input.nationalId));
  if (person?.state !== 'active') throw new Fault('bad_input', 'counters.officer');
  const counter = persianLetters(input.counter.trim());
  if (counter.length < 3 || counter.length > 60 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(counter))
    throw new Fault('bad_input', 'counters.counter_name');
  const client = await findActiveClient(op, input.clientId);
  const kinds = op.system.config.demo ? ['live', 'sandbox'] : ['live'];
  if (!client || !kinds.includes(client.kind)) throw new Fault('bad_input', 'counters.system');
  const left = input.until.getTime() - op.at.getTime();
  if (!(left > 0 && left <= LONGEST_MS)) throw new Fault('bad_input', 'counters.until');
  const id = randomUUID();
  await atomically(op, async op => {
    await insertOfficer(op, {
      id,
      person_id: person.id,
      counter_name: counter,
      client_id: client.id,
      valid_until: input.until,
      asked_by: askedBy,
      asked_at: op.at,
      approved_by: null,
      approved_at: null,
      ended_at: null,
    });
    await record(op, {
      kind: 'counters.officer_asked',
      subjectId: person.id,
      clientId: client.id,
      data: { counter: id },
    });
  });
  return id;
}

async function find(op: Operation, id: string): Promise<OfficerRow> {
  const row = UUID.test(id) ? await selectOfficer(op, id) : undefined;
  if (!row) throw new Fault('not_found', 'counters.not_found');
  return row;
}

/** @throws counters.own_request, counters.decided, counters.not_found */
export async function approveOfficer(op: Operation, id: string): Promise<void> {
  const by = byWhom(op);
  await atomically(op, async op => {
    const row = await find(op, id);
    for (const one of [row.asked_by, row.person_id])
      if ((await currentAccountOf(op, one)) === by) throw new Fault('forbidden', 'counters.own_request');
    if (row.valid_until <= op.at || !(await approveRow(op, id, by)))
      throw new Fault('conflict', 'counters.decided');
    await record(op, {
      kind: 'counters.officer_approved',
      subjectId: row.person_id,
      clientId: row.client_id,
      data: { counter: id },
    });
    const person = await findPerson(op, row.person_id);
    if (!person?.mobile) return;
    const text = messages(op.lang).counters.officerText(
      row.counter_name,
      `${op.system.config.issuer}/counter`,
    );
    await sendMessage(op, { channel: 'sms', to: person.mobile, text }, person.id);
  });
}

/** What runs on it ends in the same transaction. @throws counters.not_found */
export async function endOfficer(op: Operation, id: string): Promise<void> {
  await atomically(op, async op => {
    const row = await find(op, id);
    if (!(await endOfficerRow(op, id))) return;
    await record(op, {
      kind: 'counters.officer_ended',
      subjectId: row.person_id,
      clientId: row.client_id,
      data: { counter: id },
    });
    await endVisitsOf(op, { officerId: id }, 'accreditation_ended');
  });
}

/** Whose account is closed is helped no more, and helps nobody. */
export async function endCountersOf(op: Operation, personId: string): Promise<void> {
  await endVisitsOf(op, { personIds: [personId] }, 'power_ended');
  for (const { id } of await selectOpenOf(op, personId)) await endOfficer(op, id);
}

/** Newest first. @param page `after` the last one already read */
export async function listOfficers(
  op: Operation,
  page: { readonly after: string; readonly limit: number },
): Promise<Officer[]> {
  const after = UUID.test(page.after) ? page.after : undefined;
  return (await selectOfficers(op, { ...page, after })).map(row => toOfficer(op, row));
}

/** Those that hold now. */
export async function accreditationsOf(op: Operation, personId: string): Promise<Officer[]> {
  return (await selectCurrentOf(op, personId)).map(row => toOfficer(op, row));
}

/** How the record of whom he helped calls him: his name, and his counter. */
export async function officerOnRecord(
  op: Operation,
  id: string,
): Promise<{ name: string; counter: string } | undefined> {
  const row = UUID.test(id) ? await selectOfficer(op, id) : undefined;
  const person = row && (await findPerson(op, row.person_id));
  return person && { name: personKnownAs(person, op.lang), counter: row.counter_name };
}
