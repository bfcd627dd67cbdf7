import { createHash } from 'node:crypto';
import Provider, {
  type Adapter,
  type AdapterPayload,
  type Client as EngineClient,
  errors,
} from 'oidc-provider';
import {
  type Client,
  changeSandboxClient,
  findActiveClient,
  hashSecret,
  keysInForce,
  proveBySecret,
  registerSandboxClient,
  retireSandboxClient,
  usesSecrets,
} from '../clients/index.ts';
import { type Operation, type System, systemOperation } from '../operation.ts';
import { contextHere } from './context.ts';

/** Pages of Yekbar itself sign in at the engine like any client; nobody else can use it, it redirects only to us. */
export const OWN_CLIENT = 'yekbar';
export const OWN_CALLBACK = '/sign-in/callback';

/** What a client may ask for that was registered without saying so. */
const ORDINARY_SCOPE = 'openid profile phone offline_access business_profile';
/**
 * The engine demands a client_secret where one is used. It is given these words, which no secret is: comparing goes
 * through `compareSecrets`, and no algorithm that would use a secret as a key is enabled.
 */
const KEPT_ELSEWHERE = 'kept elsewhere';

/** Clients for the engine: read from the clients room, dynamic ones written there. */
export class ClientAdapter implements Adapter {
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (id === OWN_CLIENT) return ownMetadata(this.#system);
    const client = await findActiveClient(this.#op(), id);
    return client && toMetadata(client, this.#system.now());
  }

  /** Only dynamic registration comes here, and the client's own changes to it. */
  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    const { client_secret: secret, client_id: _id, client_secret_expires_at: _until, ...metadata } = payload;
    const input = { id, metadata, secretHash: hashOf(secret) };
    const { oidc } = contextHere() ?? {};
    if (oidc?.route === 'client_update') await changeSandboxClient(this.#op(), input);
    else await registerSandboxClient(this.#op(), input);
  }

  /** Only a client that registered itself ends this way. */
  destroy(id: string): Promise<void> {
    return retireSandboxClient(this.#op(), id);
  }

  async consume(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
  async findByUid(): Promise<undefined> {
    return undefined;
  }
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  #op(): Operation {
    return systemOperation(this.#system, 'engine');
  }
}

/**
 * Makes the engine compare with every secret that a client has: a documented way, since the method belongs to the
 * engine's public interface. Only who holds an expired secret learns that it expired.
 */
export function compareSecrets(provider: Provider, system: System): void {
  provider.Client.prototype.compareClientSecret = async function (this: EngineClient, sent: string) {
    if (this.clientId === OWN_CLIENT) return false;
    const proof = await proveBySecret(systemOperation(system, 'engine'), this.clientId, sent);
    if (proof === 'proved' || proof === 'unknown') return proof === 'proved';
    const day = proof.expiredAt.toISOString().slice(0, 10);
    throw new errors.InvalidClient(`the client secret expired on ${day}: make a new one and revoke this one`);
  } as unknown as (sent: string) => boolean;
}

/** undefined: the one that there is, sent back by who changes his registration. */
function hashOf(secret: unknown): Buffer | null | undefined {
  if (secret === KEPT_ELSEWHERE) return undefined;
  return typeof secret === 'string' ? hashSecret(secret) : null;
}

function toMetadata(client: Client, at: Date): AdapterPayload {
  const {
    require_pkce: requirePkce,
    request_uris: addresses,
    response_types: types,
    ...metadata
  } = client.metadata;
  // Only who registered himself in the sandbox may have more than codes, and requests at addresses of his own.
  const own = client.kind === 'sandbox' && !client.agency;
  return {
    scope: ORDINARY_SCOPE,
    ...metadata,
    ...(Array.isArray(types) ? { response_types: own ? types : types.filter(type => type === 'code') } : {}),
    ...(own && addresses !== undefined ? { request_uris: addresses } : {}),
    ...(metadata.jwks === undefined ? {} : { jwks: keysInForce(metadata.jwks, at) }),
    ...actingForItself(client),
    client_id: client.id,
    client_name: client.name.en,
    ...(usesSecrets(client) ? { client_secret: KEPT_ELSEWHERE } : {}),
    // Live clients never may do without.
    ...(client.kind === 'sandbox' && requirePkce === false ? { require_pkce: false } : {}),
  };
}

/**
 * A system of an agency also calls with a token of its own (client credentials): for its event streams, and for
 * purposes under law. Such a token opens nothing that the client has no right to by itself.
 */
function actingForItself({ agency, kind, metadata }: Client): AdapterPayload {
  const grants = Array.isArray(metadata.grant_types) ? metadata.grant_types : [];
  if (!agency || kind === 'internal' || !grants.includes('authorization_code')) return {};
  const scope = typeof metadata.scope === 'string' ? metadata.scope : ORDINARY_SCOPE;
  return {
    grant_types: [...new Set([...grants, 'client_credentials'])],
    scope: [...new Set([...scope.split(' '), 'ssf.read', 'ssf.manage'])].join(' '),
  };
}

function ownMetadata(system: System): AdapterPayload {
  const { issuer } = system.config;
  return {
    client_id: OWN_CLIENT,
    client_name: 'Yekbar',
    client_uri: issuer,
    redirect_uris: [issuer + OWN_CALLBACK],
    post_logout_redirect_uris: [`${issuer}/`],
    // Never redeems a code: the session is all that it is after. No secret proves it.
    client_secret: KEPT_ELSEWHERE,
    token_endpoint_auth_method: 'client_secret_basic',
    response_types: ['code'],
    grant_types: ['authorization_code'],
    scope: 'openid',
  };
}

/** The engine wants a sector address of clients with several hosts or without any; sectors are ours to decide. */
export function sectorAddress(issuer: string): string {
  return `https://${new URL(issuer).host}/sector/${createHash('sha256').update(issuer).digest('hex').slice(0, 8)}`;
}
