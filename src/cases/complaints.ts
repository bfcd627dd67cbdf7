import { listAgencies } from '../clients/index.ts';
import { listSystems } from '../directory/index.ts';
import type { Both } from '../i18n/index.ts';
import { madeOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import type { Reason } from './case.ts';
import { type ComplaintCount, countComplaintsSince } from './store.ts';

/** Below this a number could point at somebody. */
export const FEW = 5;
const YEAR_MS = 365 * 86_400_000;

/** null: some, but fewer than five. */
export type Count = number | null;

export interface ComplaintSum {
  readonly opened: Count;
  readonly byReason: Readonly<Record<Reason, Count>>;
  readonly answered: Count;
  readonly timely: Count;
  /** Open, and an answer was due. */
  readonly late: Count;
}

export interface ComplaintLine extends ComplaintSum {
  readonly system: { readonly number: number; readonly name: Both };
  readonly agency: { readonly id: string | undefined; readonly name: Both };
}

const reasons: readonly Reason[] = ['asked_again', 'paid_elsewhere', 'other'];

/** Of a year, by system, those with most first. Where there are fewer than five, no part of them is told either. */
export async function listComplaints(op: Operation): Promise<ComplaintLine[]> {
  const counts = await countComplaintsSince(op, new Date(op.at.getTime() - YEAR_MS));
  const agencies = new Map((await listAgencies(op)).map(agency => [agency.id, agency]));
  const lines: { line: ComplaintLine; opened: number }[] = [];
  const numbers = Map.groupBy(counts, row => row.system_number);
  const systems = new Map((await listSystems(op, [...numbers.keys()])).map(one => [one.number, one]));
  for (const [number, rows] of numbers) {
    const system = systems.get(number);
    if (!system) continue;
    const agency = agencies.get(rows.find(row => row.agency_id !== null)?.agency_id ?? '');
    const of = { id: agency?.id, name: agency?.name ?? system.owner };
    lines.push({
      line: { system: { number, name: system.name }, agency: of, ...sumOf(rows) },
      opened: total(rows, row => row.opened),
    });
  }
  return lines.sort((one, other) => other.opened - one.opened).map(({ line }) => line);
}

/** The same, made once for all who look at it. It speaks of no language: one for all. */
export function complaintsNow(op: Operation): Promise<ComplaintLine[]> {
  const thing = { name: 'complaints', of: ['cases', 'directory', 'clients'] };
  return madeOnce({ ...op, lang: 'fa' }, thing, listComplaints);
}

function sumOf(rows: readonly ComplaintCount[]): ComplaintSum {
  const opened = total(rows, row => row.opened);
  const told = (count: number): Count => (opened < FEW || (count > 0 && count < FEW) ? null : count);
  return {
    opened: opened < FEW ? null : opened,
    byReason: Object.fromEntries(
      reasons.map(reason => [
        reason,
        told(
          total(
            rows.filter(row => (row.reason ?? 'other') === reason),
            row => row.opened,
          ),
        ),
      ]),
    ) as Record<Reason, Count>,
    answered: told(total(rows, row => row.answered)),
    timely: told(total(rows, row => row.timely)),
    late: told(total(rows, row => row.late)),
  };
}

const parts = ['opened', 'answered', 'timely', 'late'] as const;

/** By agency, over what is told of its systems: so no small number can be reckoned back from a sum. */
export function byAgency(
  lines: readonly ComplaintLine[],
): { name: Both; sums: Record<(typeof parts)[number], Count> }[] {
  return [...Map.groupBy(lines, ({ agency }) => agency.id ?? agency.name.fa)].map(([, of]) => ({
    name: of[0]?.agency.name ?? { fa: '', en: '' },
    sums: Object.fromEntries(
      parts.map(part => {
        const told = of.flatMap(line => line[part] ?? []);
        return [part, told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0)];
      }),
    ) as Record<(typeof parts)[number], Count>,
  }));
}

function total(rows: readonly ComplaintCount[], of: (row: ComplaintCount) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
