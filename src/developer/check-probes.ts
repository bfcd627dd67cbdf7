/** What we try from our side: addresses that have to answer, and tokens that a system has to refuse. */
import { randomUUID } from 'node:crypto';
import type { Client } from '../clients/index.ts';
import { listStreams } from '../events/index.ts';
import { errorFacts } from '../log.ts';
import type { Operation } from '../operation.ts';
import { OutboundRefused, type OutboundRequest, outbound } from '../outbound.ts';
import type { ProbeCase, Sight } from './check-cases.ts';
import { type IssuerKeys, signWith } from './issuer-keys.ts';

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';
const TIMEOUT_MS = 5_000;

export const SUBJECT = 'conformance-check';

/** One after the other, each with little time: a system is tried, not loaded. */
export async function probe(
  op: Operation,
  client: Client,
  issuer: string,
  keys: IssuerKeys,
): Promise<[ProbeCase, Sight][]> {
  const ask = asking(op, client);
  const { metadata } = client;
  const redirects = Array.isArray(metadata.redirect_uris) ? metadata.redirect_uris.map(String) : [];
  const logout =
    typeof metadata.backchannel_logout_uri === 'string' ? metadata.backchannel_logout_uri : undefined;
  const tell = async (
    change: (claims: Record<string, unknown>) => Record<string, unknown>,
    forged = false,
  ) =>
    logout === undefined
      ? 'absent'
      : answerTo(await ask(await logoutToken(op, client, issuer, keys, logout, change, forged)));
  return [
    ['redirects', await reachable(ask, redirects)],
    ['jwks', await hasKeys(ask, metadata.jwks_uri)],
    ['logout_nonce', await tell(claims => ({ ...claims, nonce: 'x' }))],
    ['logout_events', await tell(({ events: _events, ...claims }) => claims)],
    ['logout_signature', await tell(claims => claims, true)],
    ['logout', await tell(claims => claims)],
    ['event_forged', await forgedEvent(op, ask, client, keys)],
  ];
}

type Ask = (request: OutboundRequest) => Promise<{ status: number; body: Buffer } | undefined>;

/** undefined: it does not answer, or may not be asked. */
function asking(op: Operation, client: Client): Ask {
  const { config, log } = op.system;
  const thisMachine = config.demo && !config.production && client.kind === 'sandbox';
  return async request => {
    try {
      return await outbound(request, { thisMachine, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof OutboundRefused)) throw error;
      log.info({ tracking: op.tracking, ...errorFacts(error) }, 'conformance: no answer');
      return undefined;
    }
  };
}

function answerTo(answer: { status: number } | undefined): Sight {
  if (!answer || answer.status >= 500) return 'unreachable';
  return answer.status < 300 ? 'accepted' : 'refused';
}

/** A redirect address without a code may refuse; only it has to be there. */
async function reachable(ask: Ask, addresses: readonly string[]): Promise<Sight> {
  if (addresses.length === 0) return 'absent';
  for (const url of addresses) {
    const answer = await ask({ url });
    if (!answer || answer.status >= 500 || answer.status === 404) return 'unreachable';
  }
  return 'accepted';
}

async function hasKeys(ask: Ask, url: unknown): Promise<Sight> {
  if (typeof url !== 'string') return 'absent';
  const answer = await ask({ url, headers: { accept: 'application/json' } });
  if (answer?.status !== 200) return 'unreachable';
  try {
    const { keys } = JSON.parse(answer.body.toString()) as { keys?: unknown };
    return Array.isArray(keys) && keys.length > 0 ? 'accepted' : 'refused';
  } catch {
    return 'refused';
  }
}

async function logoutToken(
  op: Operation,
  client: Client,
  issuer: string,
  keys: IssuerKeys,
  url: string,
  change: (claims: Record<string, unknown>) => Record<string, unknown>,
  forged: boolean,
): Promise<OutboundRequest> {
  const claims = change({
    ...dated(op, client, issuer),
    sub: SUBJECT,
    sid: SUBJECT,
    events: { [LOGOUT]: {} },
  });
  const token = await signWith(keys.now, claims, 'logout+jwt', forged);
  return {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ logout_token: token }).toString(),
  };
}

/** To every address where the client listens for events: one that we did not sign. */
async function forgedEvent(op: Operation, ask: Ask, client: Client, keys: IssuerKeys): Promise<Sight> {
  const streams = (await listStreams(op, client.id)).filter(({ delivery }) => delivery.method === 'push');
  for (const { delivery } of streams) {
    if (delivery.method !== 'push') continue;
    const claims = {
      ...dated(op, client, op.system.config.issuer),
      sub_id: { format: 'opaque', id: SUBJECT },
      events: { 'urn:yekbar:event:profile-changed': {} },
    };
    const body = await signWith(keys.now, claims, 'secevent+jwt', true);
    const headers = { 'content-type': 'application/secevent+jwt', accept: 'application/json' };
    const sight = answerTo(await ask({ url: delivery.url, method: 'POST', headers, body }));
    if (sight !== 'refused') return sight;
  }
  return streams.length === 0 ? 'absent' : 'refused';
}

function dated(op: Operation, client: Client, iss: string): Record<string, unknown> {
  const iat = Math.floor(op.at.getTime() / 1000);
  return { iss, aud: client.id, iat, exp: iat + 120, jti: randomUUID() };
}
