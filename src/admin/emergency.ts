import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { parsePersonId } from '../identifiers.ts';
import { currentAccountOf, findPersonByIdentifier } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { latinDigits } from '../text.ts';
import { alarmOfEmergency } from './alarm.ts';
import {
  confirmRow,
  type EmergencyRow,
  endRow,
  endRowsOf,
  insertEmergency,
  lockEmergency,
  selectEmergencies,
} from './emergency-store.ts';
import { requireAdministrator } from './staff.ts';

/**
 * Breaking the glass: somebody is a platform administrator for some hours, because two who are it say so. Everybody
 * of them hears of it at once. Nobody can say it of himself, and it ends by itself.
 */
export interface Emergency {
  readonly id: string;
  readonly personId: string;
  /** Number of the incident. */
  readonly reference: string;
  readonly hours: number;
  readonly state: 'waits' | 'holds' | 'over';
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly confirmedBy: string | null;
  /** Until when it may be confirmed, then until when it holds. */
  readonly until: Date;
  readonly endedBy: string | null;
}

export const MOST_HOURS = 8;
/** Who has not found a second within this time asks again. */
const CONFIRM_MS = 60 * 60_000;
const HOUR_MS = 3_600_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function toEmergency(op: Operation, row: EmergencyRow): Emergency {
  const over = row.ended_at !== null || row.until <= op.at;
  return {
    id: row.id,
    personId: row.person_id,
    reference: row.reference,
    hours: row.hours,
    state: over ? 'over' : row.confirmed_at ? 'holds' : 'waits',
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    confirmedBy: row.confirmed_by,
    until: row.until,
    endedBy: row.ended_by,
  };
}

/** Newest first. @param page `after` the last one already read */
export async function listEmergencies(
  op: Operation,
  page: { readonly after?: string | undefined; readonly limit: number } = { limit: 50 },
): Promise<Emergency[]> {
  return (await selectEmergencies(op, page)).map(row => toEmergency(op, row));
}

export interface EmergencyInput {
  readonly identifier: string;
  readonly reference: string;
  readonly hours: string;
}

/** @throws identifiers.*, admin.emergency_nobody, admin.emergency_own, admin.emergency_hours, admin.reference_needed */
export async function askEmergency(op: Operation, input: EmergencyInput): Promise<void> {
  const by = await administratorOf(op);
  const person = await findPersonByIdentifier(op, parsePersonId(input.identifier));
  if (person?.state !== 'active') throw new Fault('bad_input', 'admin.emergency_nobody');
  if (person.id === by) throw new Fault('bad_input', 'admin.emergency_own');
  const hours = Number(latinDigits(input.hours).trim());
  if (!Number.isInteger(hours) || hours < 1 || hours > MOST_HOURS)
    throw new Fault('bad_input', 'admin.emergency_hours', { most: MOST_HOURS });
  const reference = latinDigits(input.reference).trim();
  if (!/^[A-Za-z]{0,8}[-/]?\d[\d/.-]{0,19}$/.test(reference))
    throw new Fault('bad_input', 'admin.reference_needed');
  await atomically(op, async op => {
    const id = randomUUID();
    await insertEmergency(op, {
      id,
      person_id: person.id,
      reference,
      hours,
      asked_by: by,
      asked_at: op.at,
      until: new Date(op.at.getTime() + CONFIRM_MS),
    });
    await told(op, 'admin.emergency_asked', { id, personId: person.id, reference, hours });
    await alarmOfEmergency(op, 'asked');
  });
}

/**
 * Somebody else than who asked, and than whom it is for.
 * @throws admin.emergency_not_found, admin.emergency_over, admin.emergency_second
 */
export async function confirmEmergency(op: Operation, id: string): Promise<void> {
  const by = await administratorOf(op);
  await atomically(op, async op => {
    const { hours, ...emergency } = await openOne(op, id);
    if (emergency.state !== 'waits') throw new Fault('conflict', 'admin.emergency_over');
    for (const one of [emergency.askedBy, emergency.personId])
      if ((await currentAccountOf(op, one)) === by) throw new Fault('forbidden', 'admin.emergency_second');
    await confirmRow(op, id, by, new Date(op.at.getTime() + hours * HOUR_MS));
    await told(op, 'admin.emergency_begun', { ...emergency, hours });
    await alarmOfEmergency(op, 'begun');
  });
}

/** Any administrator, at any moment; also whom it is for. @throws admin.emergency_not_found, admin.emergency_over */
export async function endEmergency(op: Operation, id: string): Promise<void> {
  const by = await administratorOf(op);
  await atomically(op, async op => {
    const emergency = await openOne(op, id);
    await endRow(op, id, by);
    await told(op, 'admin.emergency_ended', emergency);
    await alarmOfEmergency(op, 'ended');
  });
}

/** With the role of who leaves. Call it in the transaction that ends that. */
export async function endEmergenciesOf(op: Operation, personId: string): Promise<void> {
  for (const row of await endRowsOf(op, personId)) {
    await told(op, 'admin.emergency_ended', toEmergency(op, row));
    await alarmOfEmergency(op, 'ended');
  }
}

async function openOne(op: Operation, id: string): Promise<Emergency> {
  const row = UUID.test(id) ? await lockEmergency(op, id) : undefined;
  if (!row) throw new Fault('not_found', 'admin.emergency_not_found');
  const emergency = toEmergency(op, row);
  if (emergency.state === 'over') throw new Fault('conflict', 'admin.emergency_over');
  return emergency;
}

async function administratorOf(op: Operation): Promise<string> {
  await requireAdministrator(op);
  return op.actor.kind === 'person' ? op.actor.personId : '';
}

async function told(
  op: Operation,
  kind: 'admin.emergency_asked' | 'admin.emergency_begun' | 'admin.emergency_ended',
  { id, personId, reference, hours }: Pick<Emergency, 'id' | 'personId' | 'reference' | 'hours'>,
): Promise<void> {
  await record(op, { kind, subjectId: personId, data: { emergency: id, reference, hours } });
}
