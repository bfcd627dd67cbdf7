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
  /** Ids of the offices that it stands on: of each entity on the way, all who signed for it. */
  readonly offices: readonly string[];
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

const OUTSIDE = nearest.indexOf('outside_scope');

/** Total: whatever the facts hold, also what can never have been written, there is an answer, and it is no by default. */
export function covers(facts: Facts, asked: Asked, at: Date): Verdict {
  const { person, entityId, use } = asked;
  const look: Look = { facts, at, today: tehranDay(at), offices: new Map() };
  let best: Verdict = { covered: false, because: 'none', mandateId: null };
  for (const office of facts.offices.values()) {
    if (office.officer !== person || office.entityId !== entityId) continue;
    const verdict = officeGives(look, office);
    if (verdict.covered) return verdict;
    if (rank(verdict) < rank(best)) best = verdict;
  }
  for (const mandate of facts.mandates.values()) {
    const { holder } = mandate;
    if (holder.hash !== person || holder.kind !== 'person' || mandate.entityId !== entityId) continue;
    // What is not for this use is no yes, and nothing nearer to one than what is known already.
    if (use && rank(best) <= OUTSIDE && !isFor(mandate.scope, use)) continue;
    const verdict = inUse(gives(look, mandate, use), use);
    if (verdict.covered) return verdict;
    if (rank(verdict) < rank(best)) best = verdict;
  }
  return best;
}

/** The facts at one moment; of each office it is reckoned once what it allows then, however many stand on it. */
interface Look {
  readonly facts: Facts;
  readonly at: Date;
  readonly today: string;
  readonly offices: Map<string, Allowed>;
}

type Allowed = PowerState | 'broken';

function inUse(verdict: Verdict, use: Use | undefined): Verdict {
  if (use || !verdict.covered) return verdict;
  return { covered: false, because: 'outside_scope', mandateId: verdict.mandateId };
}

const rank = (verdict: Verdict) => (verdict.covered ? -1 : nearest.indexOf(verdict.because));

function officeGives(look: Look, office: OfficeOf): Verdict {
  const allowed = allows(look, office.id);
  if (allowed !== 'usable') return { covered: false, because: allowed, mandateId: null };
  return { covered: true, officeId: office.id, mandateId: null, amount: null, until: office.until };
}

function allows(look: Look, id: string): Allowed {
  const known = look.offices.get(id);
  if (known) return known;
  const office = look.facts.offices.get(id);
  const entity = office && look.facts.entities.get(office.entityId);
  const allowed = entity ? powerState(office, entity.status, look.at, look.today) : 'broken';
  look.offices.set(id, allowed);
  return allowed;
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
  return gives({ facts, at, today, offices: new Map() }, mandate, use);
}

function gives(look: Look, mandate: MandateOf, use: Use | undefined): Verdict {
  const no = (because: Because): Verdict => ({ covered: false, because, mandateId: mandate.id });
  const way = wayUp(look.facts, mandate);
  if (!way) return no('broken');
  for (const link of way) {
    const because = refusedBy(look, link);
    if (because) return no(because);
  }
  let amount: bigint | null = null;
  let { until } = mandate;
  for (const link of way) {
    if (use && !isFor(link.scope, use)) return no('outside_scope');
    if (link.amount !== null && (amount === null || link.amount < amount)) amount = link.amount;
    if (link.until < until) until = link.until;
  }
  if (use?.amount !== undefined && amount !== null && use.amount > amount) return no('over_amount');
  return { covered: true, officeId: mandate.rootOfficeId, mandateId: mandate.id, amount, until };
}

/** From the mandate to the one that an office gave; undefined: there is no sound way, in a circle too, so no power. */
function wayUp(facts: Facts, mandate: MandateOf): readonly MandateOf[] | undefined {
  const way: MandateOf[] = [mandate];
  for (let link = mandate; link.parentId !== null; ) {
    const parent = facts.mandates.get(link.parentId);
    if (!parent || way.length === MOST_LINKS || !follows(facts, link, parent)) return undefined;
    way.push(parent);
    link = parent;
  }
  const root = way.at(-1);
  if (root?.how !== 'given') return undefined;
  if (facts.offices.get(root.rootOfficeId)?.entityId !== root.entityId) return undefined;
  for (const { offices } of way) if (!offices.includes(root.rootOfficeId)) return undefined;
  return way;
}

/** Art. 672: whoever was not allowed to pass on cannot; who got it so, can no more. An entity names its own staff. */
function follows(facts: Facts, link: MandateOf, parent: MandateOf): boolean {
  if (link.entityId !== parent.entityId || link.rootOfficeId !== parent.rootOfficeId || link.mayPassOn)
    return false;
  if (parent.holder.kind === 'entity' && !isSignedFor(facts, link, parent.holder.hash)) return false;
  if (link.how === 'named') return parent.holder.kind === 'entity' && link.holder.kind === 'person';
  return link.how === 'passed' && parent.how === 'given' && parent.mayPassOn;
}

/** Whether one of its offices is of this entity. That they bind it is asked with all the offices of the link. */
function isSignedFor(facts: Facts, link: MandateOf, hash: string): boolean {
  for (const id of link.offices) {
    const office = facts.offices.get(id);
    if (office && facts.entities.get(office.entityId)?.hash === hash) return true;
  }
  return false;
}

function refusedBy(look: Look, link: MandateOf): Because | undefined {
  if (link.endedAt && link.endedAt <= look.at) return 'ended';
  if (link.state === 'refused' || link.state === 'ended' || link.until < look.today) return 'ended';
  for (const id of link.offices) {
    const allowed = allows(look, id);
    if (allowed !== 'usable' && !(allowed === 'joint' && isSignedWith(look.facts, link, id))) return allowed;
  }
  if (link.state === 'offered') return 'not_accepted';
  return link.from > look.today ? 'not_begun' : undefined;
}

/** Whether those who signed for the same entity are as many, or just those, whom the register demands beside it. */
function isSignedWith({ offices }: Facts, link: MandateOf, id: string): boolean {
  const office = offices.get(id);
  const others = link.offices.map(one => offices.get(one)).filter(one => one?.entityId === office?.entityId);
  return office !== undefined && signs(office, new Set(others.map(one => one?.officer ?? '')));
}

/** Art. 663: only for what it was given. */
export function isFor(scope: Scope, use: Use): boolean {
  return (
    (use.system !== undefined && scope.systems.includes(use.system)) ||
    (use.kinds?.some(kind => scope.kinds.includes(kind)) ?? false) ||
    (use.purposeKey !== undefined && scope.purposes.includes(`${use.clientId}/${use.purposeKey}`))
  );
}
