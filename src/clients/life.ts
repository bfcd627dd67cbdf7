/**
 * The life of a client: sandbox, pilot (named people only), cleared (a security certificate), live, retired. Pure.
 * A suspension is no stage: it can come at each, and what was reached stays reached.
 */
import { Fault } from '../errors.ts';
import type { Client, Stage } from './client.ts';
import { redirectUriProblem } from './redirect-uri.ts';

export const stages: readonly Stage[] = ['sandbox', 'pilot', 'cleared', 'live', 'retired'];

/** Nobody goes back to the sandbox. */
export type NextStage = Exclude<Stage, 'sandbox'>;

/** Where a client may go from where it is. To be cleared again is how a certificate is renewed. */
const ways: Readonly<Record<Stage, readonly NextStage[]>> = {
  sandbox: ['pilot', 'retired'],
  pilot: ['cleared', 'retired'],
  cleared: ['live', 'cleared', 'retired'],
  live: ['cleared', 'retired'],
  retired: [],
};

/** The next steps that can be asked for, the one that leads on first. */
export function nextStages(client: Pick<Client, 'stage' | 'state'>): readonly NextStage[] {
  return client.state === 'active' || client.state === 'suspended' ? ways[client.stage] : [];
}

/** What the next stage wants and this client does not have. */
export const conditions = [
  'state',
  'agency',
  'https',
  'purposes',
  'lint',
  'clearance',
  'conformance',
  'system',
] as const;
export type Condition = (typeof conditions)[number];

export interface LifeFacts {
  readonly client: Pick<Client, 'stage' | 'state' | 'agency' | 'metadata' | 'clearanceUntil'>;
  /** How many purposes are in force, and whether the lint finds a fault in one of them. */
  readonly purposes: number;
  readonly faulty: boolean;
  /** Its system has passed the conformance check lately. */
  readonly conforms: boolean;
  /** One of the systems of the directory is this client. */
  readonly hasSystem: boolean;
}

/** @param day of today in Tehran */
export function unmetFor(to: Stage, facts: LifeFacts, day: string): Condition[] {
  const { client } = facts;
  if (to === 'retired') return [];
  const wanted: [Condition, boolean][] = [
    // A certificate that ran out suspends: a new one is how it comes back.
    ['state', client.state === 'active' || to === 'cleared'],
    ['agency', client.agency !== null],
    ['https', privateAddresses(client).length === 0],
    ['purposes', facts.purposes > 0],
    ['lint', !facts.faulty],
    ['clearance', to !== 'live' || (client.clearanceUntil !== null && client.clearanceUntil >= day)],
    ['conformance', to !== 'live' || facts.conforms],
    ['system', to !== 'live' || facts.hasSystem],
  ];
  return wanted.flatMap(([condition, met]) => (met ? [] : [condition]));
}

/** Those of its addresses that only the sandbox takes. */
export function privateAddresses({ metadata }: Pick<Client, 'metadata'>): string[] {
  return addressesOf(metadata).filter(uri => redirectUriProblem(uri, false) !== undefined);
}

function addressesOf(metadata: Readonly<Record<string, unknown>>): string[] {
  const lists = [metadata.redirect_uris, metadata.post_logout_redirect_uris].map(list =>
    Array.isArray(list) ? list : [],
  );
  const single = [metadata.backchannel_logout_uri, metadata.jwks_uri].filter(Boolean);
  return [...lists.flat(), ...single].map(String);
}

/** Whether only named people sign in. */
export function isPilot(client: Pick<Client, 'stage'> | undefined): boolean {
  return client?.stage === 'pilot' || client?.stage === 'cleared';
}

/** The last day of a certificate has passed. */
export function isClearanceOver(client: Pick<Client, 'stage' | 'clearanceUntil'>, day: string): boolean {
  return client.stage === 'live' && client.clearanceUntil !== null && client.clearanceUntil < day;
}

/** @throws clients.step_not_next, clients.step_unmet {conditions} */
export function refuseUnmet(to: Stage, facts: LifeFacts, day: string): void {
  if (!nextStages(facts.client).some(next => next === to))
    throw new Fault('conflict', 'clients.step_not_next', { stage: facts.client.stage });
  const unmet = unmetFor(to, facts, day);
  if (unmet.length > 0) throw new Fault('conflict', 'clients.step_unmet', { conditions: unmet });
}
