/**
 * May this person do this for that entity now? The one place that answers it, from facts alone.
 *
 * An office gives what the register gives (`powerState`). A mandate gives part of it, by the Civil Code:
 * - art. 656: by agency one appoints another to act in his stead; art. 657: it depends on the agent's acceptance;
 * - art. 660: it is general or for particular matters; art. 662: only what the principal can do himself;
 * - art. 663: the agent does nothing outside the limits of his agency;
 * - art. 672: he appoints nobody else for it, unless he was expressly allowed to; here once, and no further;
 * - art. 678: it ends when the principal dismisses, when the agent resigns, when either dies.
 * A company acts through those who bind it (Commercial Code, bill of 1347, art. 125), so a mandate lives no longer than
 * the offices that it was signed by.
 */
import { type OfficeFacts, type PowerState, powerState, signs, tehranDay } from './power-state.ts';

export interface OfficeOf extends OfficeFacts {
  readonly id: string;
  readonly entityId: string;
  /** Hash of the officer's identifier. */
  readonly officer: string;
}

export interface EntityOf {
  readonly id: string;
  /** Hash of its identifier: how a mandate names an entity that holds it. */
  readonly hash: string;
  readonly status: Parameters<typeof powerState>[1];
}

/** What a mandate is for: any of these. All empty: nothing. */
export interface Scope {
  readonly systems: readonly number[];
  /** Keys of business processes. */
  readonly kinds: readonly string[];
  /** client/purpose */
  readonly purposes: readonly string[];
}

export interface MandateOf {
  readonly id: string;
  readonly entityId: string;
  readonly rootOfficeId: string;
  readonly parentId: string | null;
  /** By an office; by an entity that holds it, to its staff; by the holder, to somebody else. */
  readonly how: 'given' | 'named' | 'passed';
  readonly holder: { readonly kind: 'person' | 'entity'; readonly hash: string };
  readonly scope: Scope;
  /** Up to how many rials; null: no limit of its own. */
  readonly amount: bigint | null;
  /** ISO days in Tehran, both included. */
  readonly from: string;
  readonly until: string;
  readonly mayPassOn: boolean;
  readonly state: 'offered' | 'active' | 'refused' | 'ended';
  readonly endedAt: Date | null;
  /** The offices that it stands on, with how many signed for the entity of each. */
  readonly offices: readonly { readonly id: string; readonly signed: number }[];
}

export interface Facts {
  readonly offices: ReadonlyMap<string, OfficeOf>;
  readonly entities: ReadonlyMap<string, EntityOf>;
  readonly mandates: ReadonlyMap<string, MandateOf>;
}

/** Where and for what a power is used. */
export interface Use {
  readonly clientId: string;
  readonly purposeKey?: string | undefined;
  /** Number of the system that the client is, and the processes that it serves. */
  readonly system?: number | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** Rials, where the service has an amount. */
  readonly amount?: bigint | undefined;
}

export interface Asked {
  /** Hash of the person's identifier. */
  readonly person: string;
  readonly entityId: string;
  /** Left out: only an office can give it, for a mandate is for something. */
  readonly use?: Use | undefined;
}

export type Because =
  | Exclude<PowerState, 'usable'>
  | 'none'
  | 'not_accepted'
  | 'outside_scope'
  | 'over_amount'
  | 'broken';

export type Verdict =
  | {
      readonly covered: true;
      readonly officeId: string;
      readonly mandateId: string | null;
      /** What limits it on the whole way up; null: nothing. */
      readonly amount: bigint | null;
      readonly until: string | null;
    }
  | { readonly covered: false; readonly because: Because; readonly mandateId: string | null };

/** Given, named, passed on, named: no way up is longer. */
const MOST_LINKS = 4;

/** The nearest to a yes is what a person is told. */
const nearest: readonly Because[] = [
  'over_amount',
  'outside_scope',
  'joint',
  'not_begun',
  'not_accepted',
  'no_signature',
  'ended',
  'dissolved',
  'broken',
  'none',
];

/** Total: whatever the facts hold, also what can never have been written, there is an answer, and it is no by default. */
export function covers(facts: Facts, asked: Asked, at: Date): Verdict {
  const today = tehranDay(at);
  let best: Verdict = { covered: false, because: 'none', mandateId: null };
  const consider = (verdict: Verdict): boolean => {
    if (verdict.covered || rank(verdict) < rank(best)) best = verdict;
    return verdict.covered;
  };
  for (const office of facts.offices.values())
    if (office.entityId === asked.entityId && office.officer === asked.person)
      if (consider(officeGives(facts, office, at, today))) return best;
  for (const mandate of facts.mandates.values())
    if (mandate.entityId === asked.entityId && isHolder(mandate, asked.person))
      if (consider(inUse(mandateGives(facts, mandate, asked.use, at, today), asked.use))) return best;
  return best;
}

function inUse(verdict: Verdict, use: Use | undefined): Verdict {
  if (use || !verdict.covered) return verdict;
  return { covered: false, because: 'outside_scope', mandateId: verdict.mandateId };
}

const rank = (verdict: Verdict) => (verdict.covered ? -1 : nearest.indexOf(verdict.because));
const isHolder = ({ holder }: MandateOf, person: string) =>
  holder.kind === 'person' && holder.hash === person;

function officeGives(facts: Facts, office: OfficeOf, at: Date, today: string): Verdict {
  const because = holds(facts, office, 1, at, today);
  if (because) return { covered: false, because, mandateId: null };
  return { covered: true, officeId: office.id, mandateId: null, amount: null, until: office.until };
}

/** Why an office does not bind its entity with so many signatures; undefined: it does. */
function holds(facts: Facts, office: OfficeOf, signed: number, at: Date, today: string): Because | undefined {
  const entity = facts.entities.get(office.entityId);
  if (!entity) return 'broken';
  const state = powerState(office, entity.status, at, today);
  if (state === 'usable') return undefined;
  return state === 'joint' && signed > 1 && signs(office, signed) ? undefined : state;
}

/**
 * What one mandate gives: no more than every link on the way up to the office gives.
 * @param use left out: whether it is in force, whatever it is for
 */
export function mandateGives(
  facts: Facts,
  mandate: MandateOf,
  use: Use | undefined,
  at: Date,
  today: string = tehranDay(at),
): Verdict {
  const no = (because: Because): Verdict => ({ covered: false, because, mandateId: mandate.id });
  const way = wayUp(facts, mandate);
  if (!way) return no('broken');
  for (const link of way) {
    const because = refusedBy(facts, link, at, today);
    if (because) return no(because);
  }
  if (use && way.some(link => !isFor(link.scope, use))) return no('outside_scope');
  const amount = least(way.flatMap(link => link.amount ?? []));
  if (use?.amount !== undefined && amount !== null && use.amount > amount) return no('over_amount');
  const until = way.map(link => link.until).sort()[0] ?? null;
  return { covered: true, officeId: mandate.rootOfficeId, mandateId: mandate.id, amount, until };
}

/** From the mandate to the one that an office gave; undefined: there is no sound way, so there is no power. */
function wayUp(facts: Facts, mandate: MandateOf): MandateOf[] | undefined {
  const way: MandateOf[] = [];
  let link: MandateOf | undefined = mandate;
  while (link) {
    if (way.length === MOST_LINKS || way.includes(link)) return undefined;
    way.push(link);
    if (link.parentId === null) break;
    const parent = facts.mandates.get(link.parentId);
    if (!parent || !follows(facts, link, parent)) return undefined;
    link = parent;
  }
  const root = way.at(-1);
  if (root?.how !== 'given' || root.parentId !== null) return undefined;
  const office = facts.offices.get(root.rootOfficeId);
  const stands = way.every(({ offices }) => offices.some(({ id }) => id === root.rootOfficeId));
  return office?.entityId === root.entityId && stands ? way : undefined;
}

/** Art. 672: whoever was not allowed to pass on cannot; who got it so, can no more. An entity names its own staff. */
function follows(facts: Facts, link: MandateOf, parent: MandateOf): boolean {
  if (link.entityId !== parent.entityId || link.rootOfficeId !== parent.rootOfficeId || link.mayPassOn)
    return false;
  const byHolder =
    parent.holder.kind === 'person' ||
    link.offices.some(({ id }) => {
      const office = facts.offices.get(id);
      return office !== undefined && facts.entities.get(office.entityId)?.hash === parent.holder.hash;
    });
  if (!byHolder) return false;
  if (link.how === 'named') return parent.holder.kind === 'entity' && link.holder.kind === 'person';
  return link.how === 'passed' && parent.how === 'given' && parent.mayPassOn;
}

function refusedBy(facts: Facts, link: MandateOf, at: Date, today: string): Because | undefined {
  if (link.endedAt && link.endedAt <= at) return 'ended';
  if (link.state === 'refused' || link.state === 'ended' || link.until < today) return 'ended';
  for (const { id, signed } of link.offices) {
    const office = facts.offices.get(id);
    const because = office ? holds(facts, office, signed, at, today) : 'broken';
    if (because) return because;
  }
  if (link.state === 'offered') return 'not_accepted';
  return link.from > today ? 'not_begun' : undefined;
}

/** Art. 663: only for what it was given. */
export function isFor(scope: Scope, use: Use): boolean {
  return (
    (use.system !== undefined && scope.systems.includes(use.system)) ||
    (use.kinds?.some(kind => scope.kinds.includes(kind)) ?? false) ||
    (use.purposeKey !== undefined && scope.purposes.includes(`${use.clientId}/${use.purposeKey}`))
  );
}

const least = (amounts: readonly bigint[]): bigint | null =>
  amounts.reduce<bigint | null>((low, one) => (low === null || one < low ? one : low), null);
