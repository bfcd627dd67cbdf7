import { textOf } from '../read-json.ts';
import { listStreamStates, type StreamState, steer } from '../streams.ts';
import { type Address, limitOf } from './address.ts';

/** The event streams of all systems; pausing one and letting it go on, as on the page. */
export function streamApi(address: Address): void {
  address('get', '/streams', 'admin:read', async (op, req) => {
    const limit = limitOf(req);
    const found = await listStreamStates(op, textOf(req.query.after), limit);
    return {
      items: found.slice(0, limit).map(streamJson),
      next: found.length > limit ? (found[limit - 1]?.stream.id ?? null) : null,
    };
  });
  for (const [path, to] of [
    ['pause', 'paused'],
    ['resume', 'enabled'],
  ] as const)
    address('post', `/streams/:id/${path}`, 'admin:write', async (op, req) =>
      streamJson(await steer(op, String(req.params.id), to)),
    );
}

function streamJson({ stream, lag, dead }: StreamState): Record<string, unknown> {
  return {
    id: stream.id,
    client_id: stream.clientId,
    method: stream.delivery.method,
    status: stream.status,
    reason: stream.reason,
    dead,
    lag: Math.round(lag),
    delivered_at: stream.deliveredAt?.toISOString() ?? null,
    http_status: stream.httpStatus,
    failure: stream.failure,
    refused: stream.refused,
    created_at: stream.createdAt.toISOString(),
  };
}
