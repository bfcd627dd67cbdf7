import { dayOf, listPublishedParts, listTogether } from '../audit/index.ts';
import { findClients } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { daysBefore, triedOut } from './days.ts';
import { type Basis, cellOf } from './publish.ts';

/** Days that the page sums up. */
export const SHOWN_DAYS = 30;

/** Over these days; what was less than five times on one of them is not in it. */
export interface ReleaseSum extends Readonly<Record<Basis, number>> {
  /** Whether there are days that are too small to be counted in. */
  readonly small: boolean;
}

/** A system, in the reader's language. */
export interface SystemSum extends ReleaseSum {
  /** Client id */
  readonly system: string;
  readonly name: string;
  readonly agency: string | undefined;
}

/** The busiest first. @param after as `placeOf` gives it */
export async function listSystemSums(
  op: Operation,
  page: { readonly most: number; readonly after?: string | undefined },
): Promise<SystemSum[]> {
  const [, count, part] = /^(\d{1,15})\.(.*)$/s.exec(page.after ?? '') ?? [];
  const sums = await listPublishedParts(op, SHOWN_DAYS, {
    together: await triedOut(op),
    most: page.most,
    after: part === undefined ? undefined : { count: Number(count), part },
  });
  const clients = await findClients(
    op,
    sums.map(one => one.part),
  );
  return sums.map(({ part: system, ...sum }) => {
    const client = clients.get(system);
    return { ...sum, system, name: client?.name[op.lang] ?? system, agency: client?.agency?.name[op.lang] };
  });
}

export function placeOf({ system, consent, law }: SystemSum): string {
  return `${consent + law}.${system}`;
}

/** Those that are only tried out, together; undefined: they were given nothing. */
export async function sumTried(op: Operation): Promise<ReleaseSum | undefined> {
  const today = dayOf(op.at);
  const span = { from: daysBefore(today, SHOWN_DAYS - 1), until: today };
  const rows = await listTogether(op, span, await triedOut(op));
  if (rows.length === 0) return undefined;
  const sum = { consent: 0, law: 0, small: false };
  for (const { day, basis, count } of rows) {
    const cell = cellOf(count, day < today);
    if (cell === null) sum.small = true;
    else sum[basis] += cell;
  }
  return sum;
}
