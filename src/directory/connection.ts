import { sumReleases } from '../audit/index.ts';
import { type Client, findClients, isPilot } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import type { GovernmentSystem } from './systems.ts';

/** How far a system has come with Yekbar; dormant: it is live, and hardly anybody comes. */
export const connectionStates = ['none', 'sandbox', 'pilot', 'live', 'dormant'] as const;
export type ConnectionState = (typeof connectionStates)[number];

const MONTH_DAYS = 30;
const DAY = 86_400_000;
/** Releases in a month below which a system sleeps. */
const DORMANT_BELOW = 100;

/**
 * The state of a connection by the stage of its client and what it was handed in the last 30 days. Who came less than
 * a month ago does not sleep yet.
 */
export function connectionState(
  client: Pick<Client, 'state' | 'kind' | 'stage' | 'registeredAt' | 'changedAt'> | undefined,
  releases: number,
  at: Date,
): ConnectionState {
  if (client?.state !== 'active' || client.stage === 'retired') return 'none';
  if (client.kind === 'sandbox' || client.stage === 'sandbox') return 'sandbox';
  if (isPilot(client)) return 'pilot';
  const young = at.getTime() - client.changedAt.getTime() < MONTH_DAYS * DAY;
  return releases < DORMANT_BELOW && !young ? 'dormant' : 'live';
}

/** Of many systems in one question to the counts. By number. */
export async function connectionsOf(
  op: Operation,
  systems: readonly Pick<GovernmentSystem, 'number' | 'clientId'>[],
): Promise<Map<number, ConnectionState>> {
  const known = await findClients(
    op,
    systems.flatMap(({ clientId }) => clientId ?? []),
  );
  const clients = new Map<number, Client>();
  for (const { number, clientId } of systems) {
    const client = known.get(clientId ?? '');
    if (client) clients.set(number, client);
  }
  const ids = [...clients.values()]
    .filter(one => connectionState(one, 0, op.at) === 'dormant')
    .map(({ id }) => id);
  const sums = await sumReleases(op, MONTH_DAYS, { parts: ids, limit: ids.length });
  const counts = new Map(sums.map(({ part, releases }) => [part, releases]));
  return new Map(
    systems.map(({ number }) => {
      const client = clients.get(number);
      return [number, connectionState(client, client ? (counts.get(client.id) ?? 0) : 0, op.at)];
    }),
  );
}
