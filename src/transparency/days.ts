import { dayAfter, dayOf, listDayCounts } from '../audit/index.ts';
import { isDay } from '../calendar.ts';
import { findClients } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { type PublishedDay, publishDay } from './publish.ts';

/** Days of one feed at most. */
export const MOST_DAYS = 366;

/** Each day from one to another, newest first, also those on which nothing happened. */
export async function listDays(op: Operation, from: string, until: string): Promise<PublishedDay[]> {
  const counts = await listDayCounts(op, { from, until });
  const clients = await findClients(
    op,
    counts.flatMap(({ kind, part }) => (kind === 'profile.released' ? [part] : [])),
  );
  const byDay = Map.groupBy(counts, count => count.day);
  const today = dayOf(op.at);
  const days: PublishedDay[] = [];
  for (let day = from; day <= until && days.length < MOST_DAYS; day = dayAfter(day))
    days.push(
      publishDay(day, byDay.get(day) ?? [], {
        complete: day < today,
        isLive: clientId => clients.get(clientId)?.agency != null,
      }),
    );
  return days.reverse();
}

/** An ISO day of the calendar, or undefined. */
export function parseDay(text: unknown): string | undefined {
  return isDay(text) ? text : undefined;
}

export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
}
