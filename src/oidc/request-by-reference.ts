/**
 * A request that a client keeps at an address of its own (OpenID Connect Core §6.2). The engine takes requests by
 * reference from PAR only, and so does everybody else here; clients that register themselves in the demo may also name
 * the addresses (`request_uris`) from which alone theirs is read. What stands there unsigned counts as if it had stood in
 * the query, and no more.
 */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { System } from '../operation.ts';
import { outbound } from '../outbound.ts';
import { outboundRules } from './outgoing.ts';

/** OpenID Connect Core §6.2: an address has 512 characters at the most. */
const LONGEST = 512;
const MOST = 5;
const MAX_BYTES = 16 * 1024;
/** The engine knows of no such pushed request, and says of it what it says of those that are over. */
const UNREADABLE = 'urn:ietf:params:oauth:request_uri:unreadable';
const ABOUT_THE_OBJECT = ['iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'request', 'request_uri'];

type Query = Record<string, string>;

/** Addresses that a client may name. @returns why not */
export function requestUrisProblem(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length > MOST) return `request_uris must be up to ${MOST} addresses`;
  const wrong = value.some(
    one => typeof one !== 'string' || one.length > LONGEST || !URL.canParse(one) || !/^https?:/.test(one),
  );
  return wrong ? `request_uris must be addresses of up to ${LONGEST} characters` : undefined;
}

/** Puts what stands at the address into the request, before the engine reads that. */
export async function readReference(
  system: System,
  provider: Provider,
  ctx: Pick<KoaContextWithOIDC, 'query'>,
): Promise<void> {
  const { request_uri: address, client_id: clientId, request } = ctx.query;
  if (typeof address !== 'string' || typeof clientId !== 'string' || request !== undefined) return;
  if (!/^https?:/.test(address)) return;
  const client = await provider.Client.find(clientId);
  const own = [client?.request_uris ?? []].flat().map(one => withoutFragment(String(one)));
  if (!client || !own.includes(withoutFragment(address))) return;
  const { request_uri: _read, ...query } = ctx.query as Query;
  const object = await readObject(system, address);
  const signed = client.requestObjectSigningAlg !== undefined || client.requireSignedRequestObject === true;
  if (object === undefined) ctx.query = { ...query, request_uri: UNREADABLE };
  else if (!signed && isUnsigned(object)) ctx.query = { ...query, ...paramsOf(object, query) };
  else ctx.query = { ...query, request: object };
}

/** What is offered here is said; the engine would say that it never is. */
export function sayReferences(body: unknown): void {
  const said = body as Record<string, unknown>;
  if (said?.request_uri_parameter_supported !== false) return;
  said.request_uri_parameter_supported = true;
  said.require_request_uri_registration = true;
}

const withoutFragment = (address: string) => address.split('#')[0] ?? '';

async function readObject({ config }: System, address: string): Promise<string | undefined> {
  const headers = { accept: 'application/oauth-authz-req+jwt, application/jwt' };
  const rules = { ...outboundRules(config), maxBytes: MAX_BYTES };
  const answer = await outbound({ url: withoutFragment(address), headers }, rules).catch(() => undefined);
  return answer?.status === 200 ? answer.body.toString('utf8').trim() : undefined;
}

function isUnsigned(object: string): boolean {
  try {
    return decodeProtectedHeader(object).alg === 'none' && object.endsWith('.');
  } catch {
    return false;
  }
}

/** @returns the parameters; of another client, or none that can be read: what the engine refuses */
function paramsOf(object: string, query: Query): Query {
  try {
    const claims = decodeJwt(object) as Record<string, unknown>;
    for (const fixed of ['client_id', 'response_type'])
      if (claims[fixed] !== undefined && claims[fixed] !== query[fixed]) return { request_uri: UNREADABLE };
    const given = Object.entries(claims).filter(([name]) => !ABOUT_THE_OBJECT.includes(name));
    return Object.fromEntries(given.map(([name, value]) => [name, textOf(value)]));
  } catch {
    return { request_uri: UNREADABLE };
  }
}

const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
