import type { LegalPerson, Officer } from '../registries/index.ts';

/**
 * What an office allows at a moment: `usable` binds alone; `joint` only with others; the rest cannot be used.
 */
export type PowerState = 'usable' | 'joint' | 'no_signature' | 'ended' | 'dissolved' | 'not_begun';

/** The part of an office that the rule looks at. Days are ISO days on the calendar of Tehran. */
export interface OfficeFacts {
  readonly role: Officer['role'];
  readonly mode: Officer['mode'];
  /** How many signatures bind. */
  readonly required: number;
  /** Named combinations of officers, as keyed hashes in hex; null: any `required` of those who sign jointly. */
  readonly combinations: readonly (readonly string[])[] | null;
  readonly since: string;
  /** Last day of the term. */
  readonly until: string | null;
  /** When the register ended it, or will have. */
  readonly endedAt: Date | null;
}

export interface EntityFacts {
  readonly status: LegalPerson['status'];
  readonly statusSince: string | null;
}

const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran' });

/** The ISO day that it is in Tehran. */
export function tehranDay(at: Date): string {
  return days.format(at);
}

/**
 * Never more than the register gives: an office counts only within its dates, alone only when the register says that
 * one signature binds. Under liquidation the liquidator acts and nobody else (Commercial Code, articles 206 to 209:
 * the directors' powers end with his appointment); of a dissolved entity nobody does; a liquidator has no power
 * before. While the register has an entity suspended, no signature binds it.
 */
export function powerState(
  office: OfficeFacts,
  status: LegalPerson['status'],
  at: Date,
  today: string = tehranDay(at),
): PowerState {
  if (status === 'dissolved') return 'dissolved';
  if (office.endedAt && office.endedAt <= at) return 'ended';
  if (office.until !== null && office.until < today) return 'ended';
  if (status === 'under_liquidation' && office.role !== 'liquidator') return 'ended';
  if (office.since > today) return 'not_begun';
  if (status === 'suspended' || office.mode === 'none') return 'no_signature';
  if (status === 'active' && office.role === 'liquidator') return 'no_signature';
  if (office.mode === 'joint' || office.required !== 1) return 'joint';
  return 'usable';
}

/** Whether one signature of it binds. */
export const bindsAlone = ({ mode, required }: Pick<OfficeFacts, 'mode' | 'required'>): boolean =>
  mode === 'sole' && required === 1;

/**
 * Whether what the register demands of this office is met by those who signed, itself included: it binds alone, or as
 * many different officers signed as it needs, never less than two, or one of its named combinations is there in full.
 * The statement of a release knows the same rule (src/release/statement.ts).
 */
export function signs(
  office: Pick<OfficeFacts, 'mode' | 'required' | 'combinations'>,
  signers: ReadonlySet<string>,
): boolean {
  if (bindsAlone(office)) return signers.size > 0;
  if (office.mode === 'none' || signers.size < 2) return false;
  if (office.combinations === null) return signers.size >= office.required;
  return office.combinations.some(one => new Set(one).size > 1 && one.every(officer => signers.has(officer)));
}

/** The day on which a power that is ended or dissolved came to its end, as far as the register says. */
export function powerEnd(office: OfficeFacts, entity: EntityFacts, at: Date): string | null {
  const today = tehranDay(at);
  const ends = [
    office.endedAt && office.endedAt <= at ? tehranDay(office.endedAt) : null,
    office.until !== null && office.until < today ? office.until : null,
    entity.status === 'dissolved' || (entity.status === 'under_liquidation' && office.role !== 'liquidator')
      ? entity.statusSince
      : null,
  ];
  return ends.filter(day => day !== null).sort()[0] ?? null;
}
