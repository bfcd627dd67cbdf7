import type { ClaimsParameter } from 'oidc-provider';
import type { Purpose } from '../clients/index.ts';
import { acrOf, type Level, levelOfAcr, listFactors, reachableLevel, type Shown } from '../factors/index.ts';
import type { Operation } from '../operation.ts';
import { paramOf } from './context.ts';

export const acrValues: readonly string[] = ([1, 2, 3] as const).map(acrOf);

/** How sure a request wants to be of who she is. */
export interface Demand {
  /** Below this nothing is answered: the purpose, or an acr that the client called essential. */
  readonly least: Level;
  /** What the client would like, the dearest first; it takes less, and is told truly what it got. */
  readonly wished: readonly Level[];
}

type Params = Readonly<Record<string, unknown>>;

/** @param purpose whose fields are asked for; undefined when none are */
export function demandOf(params: Params, purpose: Purpose | undefined): Demand {
  const essential = knownLevels(essentialAcrs(params) ?? []);
  const byClient = essential.length > 0 ? (Math.min(...essential) as Level) : 1;
  const acr = acrAsked(params);
  const wished = [
    ...(paramOf(params, 'acr_values') ?? '').split(' '),
    ...(acr && !acr.essential ? valuesOf(acr) : []),
  ];
  return { least: higher(byClient, purpose?.level ?? 1), wished: knownLevels(wished) };
}

const higher = (one: Level, other: Level): Level => (one > other ? one : other);

function knownLevels(acrs: readonly unknown[]): Level[] {
  return acrs
    .map(acr => (typeof acr === 'string' ? levelOfAcr(acr) : undefined))
    .filter(level => level !== undefined);
}

interface AcrAsked {
  readonly essential?: unknown;
  readonly value?: unknown;
  readonly values?: unknown;
}

function acrAsked(params: Params): AcrAsked | undefined {
  const text = paramOf(params, 'claims');
  return text ? ((JSON.parse(text) as ClaimsParameter).id_token?.acr ?? undefined) : undefined;
}

function valuesOf(acr: AcrAsked): readonly unknown[] {
  if (acr.values !== undefined) return Array.isArray(acr.values) ? acr.values : [];
  return acr.value === undefined ? [] : [acr.value];
}

/** The values of which the ID token has to carry one; undefined when the client leaves that open. */
function essentialAcrs(params: Params): readonly unknown[] | undefined {
  const acr = acrAsked(params);
  const values = acr?.essential ? valuesOf(acr) : [];
  return values.length > 0 ? values : undefined;
}

/** What is still to be proved. */
export interface StepUp {
  readonly level: Level;
  /** Without it nothing is answered. */
  readonly demanded: boolean;
}

/**
 * undefined: the session is good enough. A wish counts only where she has what it takes; without a page (prompt=none)
 * it counts for nothing.
 */
export async function stepUpFor(
  op: Operation,
  { least, wished }: Demand,
  session: {
    readonly personId: string;
    readonly acr: string | undefined;
    readonly shown?: Shown | undefined;
  },
  mayAsk: boolean,
): Promise<StepUp | undefined> {
  const level = levelOfAcr(session.acr) ?? 1;
  if (least > level) return { level: least, demanded: true };
  if (!mayAsk || !wished.some(one => one > level)) return undefined;
  const reachable = reachableLevel(await listFactors(op, session.personId), session.shown);
  const first = wished.find(one => one <= reachable);
  return first !== undefined && first > level ? { level: first, demanded: false } : undefined;
}

/**
 * The acr that is said. A session that is worth more than what the client called essential is worth that too: then
 * the dearest of the essential values that it reaches, because the answer must carry one of them.
 */
export function acrSaid(params: Params, acr: string | undefined): string | undefined {
  const essential = essentialAcrs(params);
  if (!essential || essential.includes(acr)) return acr;
  const level = levelOfAcr(acr) ?? 1;
  const reached = knownLevels(essential).filter(one => one <= level);
  return reached.length > 0 ? acrOf(Math.max(...reached) as Level) : acr;
}
