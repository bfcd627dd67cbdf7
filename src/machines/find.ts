import { findClient, findPurpose } from '../clients/index.ts';
import { findConsent, isCurrent } from '../consent/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { findPerson, personKnownAs } from '../identity/index.ts';
import { getUsablePower, listPowers } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { type MachineRow, selectByClient, selectMachine, selectMachines } from './store.ts';

/** The software of an entity. */
export interface Machine {
  readonly id: string;
  readonly entityId: string;
  readonly clientId: string;
  readonly name: Both;
  readonly makerId: string;
  readonly officeId: string;
  readonly purposeId: string;
  readonly purposeKey: string;
  readonly consentId: string;
  readonly fields: readonly string[];
  readonly madeAt: Date;
  readonly validUntil: Date;
  readonly endedAt: Date | null;
  readonly endReason: MachineRow['end_reason'];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PREFIX = 'machine-';

export const clientIdOf = (id: string): string => `${PREFIX}${id}`;

/** Without a question to the database: most tokens are of nobody's software. */
export function isMachineClient(clientId: string): boolean {
  return clientId.startsWith(PREFIX);
}

export async function toMachine(op: Operation, row: MachineRow): Promise<Machine> {
  const client = await findClient(op, row.client_id);
  const purpose = await findPurpose(op, row.purpose_id);
  const over = row.ended_at === null && row.valid_until <= op.at;
  return {
    id: row.id,
    entityId: row.entity_id,
    clientId: row.client_id,
    name: client?.name ?? { fa: row.client_id, en: row.client_id },
    makerId: row.maker_person_id,
    officeId: row.office_id,
    purposeId: row.purpose_id,
    purposeKey: purpose?.key ?? '',
    consentId: row.consent_id,
    fields: purpose?.fields ?? [],
    madeAt: row.made_at,
    validUntil: row.valid_until,
    endedAt: over ? row.valid_until : row.ended_at,
    endReason: over ? 'expired' : row.end_reason,
  };
}

/** Entities whose software is a person's to see: those that he signs for, alone or with others. */
async function entitiesOf(op: Operation, personId: string): Promise<string[]> {
  const powers = await listPowers(op, personId);
  return powers
    .filter(power => power.basis === 'registry' && (power.state === 'usable' || power.state === 'joint'))
    .map(power => power.entity.id);
}

export async function listMachines(op: Operation, personId: string): Promise<Machine[]> {
  const rows = await selectMachines(op, personId, await entitiesOf(op, personId), 200);
  const machines: Machine[] = [];
  for (const row of rows) machines.push(await toMachine(op, row));
  return machines;
}

/** @throws machines.not_found, also for one of others */
export async function getMachineOf(op: Operation, personId: string, id: string): Promise<Machine> {
  const row = UUID.test(id) ? await selectMachine(op, id) : undefined;
  const his =
    row && (row.maker_person_id === personId || (await entitiesOf(op, personId)).includes(row.entity_id));
  if (!his) throw new Fault('not_found', 'machines.not_found');
  return toMachine(op, row);
}

/**
 * The software that a token is asked for, while it runs: not ended, in its time, its consent in force, and its maker
 * still able to act for the entity alone by the same office. undefined: no token.
 */
export async function machineOfClient(op: Operation, clientId: string): Promise<Machine | undefined> {
  const row = await selectByClient(op, clientId);
  if (!row || row.ended_at || row.valid_until <= op.at) return undefined;
  const consent = await findConsent(op, row.consent_id);
  if (!consent || !isCurrent(consent, op.at)) return undefined;
  try {
    const power = await getUsablePower(op, row.maker_person_id, row.entity_id);
    if (power.officeId !== row.office_id || power.mandateId !== null) return undefined;
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
  return toMachine(op, row);
}

/** What runs for the entities that a person signs for, with who made it: shown beside their mandates. */
export async function softwareOf(op: Operation, personId: string) {
  const shown = [];
  for (const machine of await listMachines(op, personId)) {
    if (machine.endedAt) continue;
    const maker = machine.makerId === personId ? undefined : await findPerson(op, machine.makerId);
    shown.push({
      id: machine.id,
      name: machine.name[op.lang],
      entity: (await findEntity(op, machine.entityId))?.name[op.lang] ?? '',
      maker: maker && personKnownAs(maker, op.lang),
      count: machine.fields.length,
      since: machine.madeAt,
      until: machine.validUntil,
    });
  }
  return shown;
}
