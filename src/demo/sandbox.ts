import { record } from '../audit/index.ts';
import { getClient } from '../clients/index.ts';
import { expireEarly, listConsents, withdrawConsent } from '../consent/index.ts';
import { Fault } from '../errors.ts';
import { parseLegalId, parsePersonId } from '../identifiers.ts';
import { findPersonByIdentifier } from '../identity/index.ts';
import { refreshFromRegister } from '../mandates/index.ts';
import { signingAlgorithms, type Turn, turnKeys } from '../oidc/index.ts';
import { atomically, newTracking, type Operation, type System, systemOperation } from '../operation.ts';
import { findRegistry } from '../registries/index.ts';
import type { InventedCountry } from '../registries/invented/index.ts';
import { demoCompanies, demoPeople } from './personas.ts';

/** How a registry may be broken. */
export const faultKinds = ['down', 'slow', 'wrong'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Seconds: no fault outlives them. */
export const LONGEST = 300;
const SLOW_MS = 3_000;
/** So many at once in the whole sandbox: it belongs to others too. */
const MOST = 3;
const MOST_DAYS = 3_650;

/** Something that is broken now, and mends by itself. */
export interface Broken {
  readonly what: 'registry' | 'office';
  /** Of the registry; "person/company" of an office. */
  readonly key: string;
  readonly how: FaultKind | 'ended';
  readonly until: Date;
  readonly by: string;
}
interface Breaking extends Broken {
  readonly timer: NodeJS.Timeout;
  mend(): Promise<void>;
}

interface State {
  readonly country: InventedCountry;
  readonly broken: Map<string, Breaking>;
}
const states = new WeakMap<System['db'], State>();

/** The country that the sandbox may break; without one there is nothing to try. */
export function knowCountry(system: System, country: InventedCountry): void {
  states.set(system.db, { country, broken: new Map() });
}

function stateOf(op: Operation): State {
  const state = states.get(op.system.db);
  if (!state) throw new Fault('not_found', 'demo.no_sandbox');
  return state;
}

export function listBroken(op: Operation): Broken[] {
  return [...stateOf(op).broken.values()].map(({ what, key, how, until, by }) => ({
    what,
    key,
    how,
    until,
    by,
  }));
}

/** Only a client that lives in the sandbox breaks anything. @throws demo.not_in_sandbox */
export async function refuseOutside(op: Operation, clientId: string): Promise<void> {
  if ((await getClient(op, clientId)).kind !== 'sandbox') throw new Fault('forbidden', 'demo.not_in_sandbox');
}

/**
 * A registry is down, slow or wrong, for everybody in this sandbox.
 * @param seconds up to LONGEST
 * @throws demo.not_in_sandbox, demo.unknown, demo.malformed, demo.too_much_broken
 */
export async function breakRegistry(
  op: Operation,
  clientId: string,
  key: string,
  how: FaultKind,
  seconds: number,
): Promise<Broken> {
  await refuseOutside(op, clientId);
  const { country } = stateOf(op);
  if (!findRegistry(key)) throw new Fault('not_found', 'demo.unknown');
  const broken = await keepBroken(op, clientId, { what: 'registry', key, how }, seconds, async () => {
    country.faults.mend(key);
  });
  country.faults.mend(key);
  if (how === 'down') country.faults.down(key);
  else if (how === 'slow') country.faults.slow(key, SLOW_MS);
  else country.faults.wrong(key);
  return broken;
}

/** The register says that an office of a persona has ended, and all that rests on it ends; later it says it again. */
export async function endOffice(
  op: Operation,
  clientId: string,
  personKey: string,
  companyKey: string,
  seconds: number,
): Promise<Broken> {
  await refuseOutside(op, clientId);
  const { country } = stateOf(op).country;
  const person = demoPeople.find(({ key }) => key === personKey);
  const company = demoCompanies.find(({ key }) => key === companyKey);
  if (!person || !company) throw new Fault('not_found', 'demo.unknown');
  const [personId, legalId] = [parsePersonId(person.id), parseLegalId(company.legalId)];
  const before = country.findEntity(legalId)?.officers ?? [];
  if (!before.some(({ id, ended }) => id === personId && !ended))
    throw new Fault('not_found', 'demo.unknown');
  const { system } = op;
  const what = { what: 'office', key: `${personKey}/${companyKey}`, how: 'ended' } as const;
  const broken = await keepBroken(op, clientId, what, seconds, async () => {
    country.setValue(legalId, { officers: before });
    await refreshFromRegister(systemOperation(system, newTracking()), legalId);
  });
  country.endOffice(legalId, personId, op.at.toISOString().slice(0, 10));
  await refreshFromRegister(op, legalId);
  return broken;
}

async function keepBroken(
  op: Operation,
  by: string,
  what: Pick<Broken, 'what' | 'key' | 'how'>,
  seconds: number,
  mend: () => Promise<void>,
): Promise<Broken> {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST)
    throw new Fault('bad_input', 'demo.malformed', { most: LONGEST });
  const { broken } = stateOf(op);
  const name = `${what.what} ${what.key}`;
  const known = broken.get(name);
  if (!known && broken.size >= MOST) throw new Fault('conflict', 'demo.too_much_broken', { most: MOST });
  // An office that is over already goes back to what it was before the first time.
  const heal = what.what === 'office' && known ? known.mend : mend;
  if (known) clearTimeout(known.timer);
  const { log } = op.system;
  const timer = setTimeout(() => {
    broken.delete(name);
    heal().catch(() => log.warn({ what: name }, 'sandbox: what was broken did not mend'));
  }, seconds * 1000).unref();
  const until = new Date(op.at.getTime() + seconds * 1000);
  broken.set(name, { ...what, until, by, timer, mend: heal });
  await note(op, by, { what: what.what, key: what.key, how: what.how, seconds });
  return { ...what, until, by };
}

/** All that this client broke, at once. @returns how much */
export async function mend(op: Operation, clientId: string): Promise<number> {
  const { broken } = stateOf(op);
  const own = [...broken].filter(([, { by }]) => by === clientId);
  for (const [name, one] of own) {
    clearTimeout(one.timer);
    broken.delete(name);
    await one.mend();
  }
  return own.length;
}

/** What ends the grants of a person at one client: the engine's room does that. */
export type EndGrants = (op: Operation, which: { personId: string; clientId: string }) => Promise<number>;

/** A persona takes back what she allowed this client, as on her own page. @returns how many permissions */
export async function withdrawAll(op: Operation, clientId: string, personKey: string): Promise<number> {
  await refuseOutside(op, clientId);
  const personId = await personaOf(op, personKey);
  const hers: Operation = { ...op, actor: { kind: 'person', personId } };
  const consents = await standing(op, clientId, personId);
  for (const { id } of consents) await withdrawConsent(hers, id);
  await note(op, clientId, { what: 'consents', key: personKey, how: 'withdrawn' });
  return consents.length;
}

/**
 * As if so many days had passed for a persona at this client: permissions that would have expired by then expire now. The
 * clock itself stays: it is one for all.
 */
export async function later(
  op: Operation,
  clientId: string,
  personKey: string,
  days: number,
): Promise<number> {
  await refuseOutside(op, clientId);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new Fault('bad_input', 'demo.malformed', { most: MOST_DAYS });
  const then = new Date(op.at.getTime() + days * 86_400_000);
  const personId = await personaOf(op, personKey);
  const over = (await standing(op, clientId, personId)).filter(({ expiresAt }) => expiresAt <= then);
  for (const { id } of over) await expireEarly(op, id);
  await note(op, clientId, { what: 'consents', key: personKey, how: 'later', days });
  return over.length;
}

/** As if every token that this client has for a persona were over. @returns how many sign-ins that were */
export async function endTokens(
  op: Operation,
  clientId: string,
  personKey: string,
  endGrants: EndGrants,
): Promise<number> {
  await refuseOutside(op, clientId);
  const personId = await personaOf(op, personKey);
  const ended = await endGrants(op, { personId, clientId });
  await note(op, clientId, { what: 'tokens', key: personKey, how: 'ended' });
  return ended;
}

/**
 * The signing keys turn, as they would by themselves some day, only that nobody waits until the next ones were published
 * for a day: processes take them up within a minute, and the ones before stay published.
 * @param algorithm only the key of this one
 */
export async function turn(op: Operation, clientId: string, algorithm: string): Promise<Turn> {
  await refuseOutside(op, clientId);
  if (algorithm && !signingAlgorithms.some(one => one === algorithm))
    throw new Fault('bad_input', 'web.malformed');
  return turnKeys(op, 'early', algorithm ? [algorithm] : undefined);
}

async function personaOf(op: Operation, key: string): Promise<string> {
  const one = demoPeople.find(person => person.key === key);
  const person = one && (await findPersonByIdentifier(op, parsePersonId(one.id)));
  if (!person) throw new Fault('not_found', 'demo.unknown');
  return person.id;
}

async function standing(op: Operation, clientId: string, personId: string) {
  const consents = await listConsents(op, { personId });
  return consents.filter(one => one.clientId === clientId && one.endedAt === null);
}

function note(op: Operation, clientId: string, data: Record<string, string | number>): Promise<unknown> {
  return atomically(op, op => record(op, { kind: 'demo.tried', clientId, data }));
}
