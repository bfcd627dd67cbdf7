import { listActivePurposes } from '../clients/index.ts';
import { type GovernmentSystem, getSystem, listSystems } from '../directory/index.ts';
import { drawnOnce, madeOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import { findField } from '../profile/index.ts';
import { type Asker, type Overlap, overlapOf, type SystemOverlap } from './analysis.ts';
import {
  type AskedRow,
  countDoubts,
  type DoubtRow,
  type QuestionRow,
  selectAsked,
  selectDoubts,
  selectForm,
  selectQuestions,
} from './store.ts';

/** The overlap as it stands, with the systems that it is about. */
export interface CountedOverlap extends Overlap {
  readonly known: readonly GovernmentSystem[];
  /** Systems of which a form has been read. */
  readonly read: number;
  /** Whether made-up forms are among them. */
  readonly sample: boolean;
  /** Labels that wait for a person and do not count yet. */
  readonly doubts: number;
  readonly scores: readonly OwnerScore[];
}

/** How far an agency asks only what nobody knows yet: 100 means that it asks nothing that a register holds. */
export interface OwnerScore {
  readonly owner: string;
  readonly systems: number;
  readonly asked: number;
  readonly avoidable: number;
  /** 100 × (asked − avoidable) ÷ asked, rounded down. */
  readonly score: number;
}

/** Whether a base registry holds a field, so that nobody needs to be asked for it. */
function isHeld(field: string): boolean {
  return (findField(field)?.registry ?? null) !== null;
}

/** Who asks twice for what: from the forms that were read and from what connected systems are handed already. */
export async function countOverlap(op: Operation): Promise<CountedOverlap> {
  const known = await listSystems(op);
  const asked = await selectAsked(op);
  const byNumber = new Map(known.map(system => [system.number, system]));
  // Side by side, so that the purposes of all are read together.
  const askers = await Promise.all(
    asked.flatMap(row => {
      const system = byNumber.get(row.system_number);
      return system ? [askerOf(op, system, row)] : [];
    }),
  );
  const overlap = overlapOf(askers, isHeld);
  return {
    ...overlap,
    known,
    read: askers.length,
    sample: asked.some(({ source }) => source === 'sample'),
    doubts: await countDoubts(op),
    scores: scoresOf(overlap.systems),
  };
}

/** The same, made once for all who look at it. */
export function overlapNow(op: Operation): Promise<CountedOverlap> {
  const thing = { name: 'overlap', of: ['overlap', 'directory', 'clients'] };
  // It speaks of no language: one for all.
  return madeOnce({ ...op, lang: 'fa' }, thing, countOverlap);
}

async function askerOf(op: Operation, system: GovernmentSystem, row: AskedRow): Promise<Asker> {
  return {
    number: system.number,
    owner: system.owner.fa,
    fields: row.fields,
    own: row.own,
    spared: await handedTo(op, system),
    usesPerYear: row.uses_per_year,
  };
}

/** The fields that the purposes of a connected system bring it. */
async function handedTo(op: Operation, system: GovernmentSystem): Promise<string[]> {
  if (!system.live || system.clientId === null) return [];
  const purposes = await listActivePurposes(op, system.clientId);
  return [...new Set(purposes.flatMap(({ fields }) => fields))];
}

/** Pure. The worst first: there is most to win. */
export function scoresOf(systems: readonly SystemOverlap[]): OwnerScore[] {
  const owners = Map.groupBy(systems, ({ owner }) => owner);
  return [...owners]
    .map(([owner, own]) => {
      const asked = own.reduce((sum, system) => sum + system.asked, 0);
      const avoidable = own.reduce((sum, system) => sum + system.avoidable.length, 0);
      const score = asked === 0 ? 100 : Math.floor((100 * (asked - avoidable)) / asked);
      return { owner, systems: own.length, asked, avoidable, score };
    })
    .sort((a, b) => a.score - b.score || b.avoidable - a.avoidable);
}

export interface SystemForm {
  readonly system: GovernmentSystem;
  readonly questions: readonly QuestionRow[];
  readonly source: 'sample' | 'json_schema' | 'html' | undefined;
  readonly usesPerYear: number | null;
  /** Key of a field → how many other systems ask it too. */
  readonly elsewhere: ReadonlyMap<string, number>;
  readonly spared: readonly string[];
}

/** What one system asks, question by question. @throws directory.not_found */
export async function getSystemForm(op: Operation, number: number): Promise<SystemForm> {
  const system = await getSystem(op, number);
  const form = await selectForm(op, system.number);
  const questions = form ? await selectQuestions(op, form.id) : [];
  const overlap = await overlapNow(op);
  const asking = drawnOnce(
    overlap,
    'asking',
    () => new Map(overlap.fields.map(one => [one.field, new Set(one.systems)])),
  );
  const elsewhere = new Map<string, number>();
  for (const { field } of questions) {
    const systems = asking.get(field ?? '');
    if (field !== null && systems) elsewhere.set(field, systems.size - (systems.has(number) ? 1 : 0));
  }
  return {
    system,
    questions,
    source: form?.source,
    usesPerYear: form?.uses_per_year ?? null,
    elsewhere,
    spared: await handedTo(op, system),
  };
}

export type Doubt = DoubtRow;

/** Labels that nobody has decided yet, with what the matcher would guess; the most frequent first. */
export function listDoubts(op: Operation, limit = 50): Promise<Doubt[]> {
  return selectDoubts(op, Math.min(limit, 200));
}

/** How many wait in all. */
export function countAllDoubts(op: Operation): Promise<number> {
  return countDoubts(op);
}
