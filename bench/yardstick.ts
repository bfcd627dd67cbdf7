/**
 * The yardstick: the bare engine on a Map, the fastest that this engine can be. No database, no sealing, no record,
 * no consent; a person is whoever says so. Started by main.ts as a process of its own.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider';
import { countHeapMarkings } from './collections.ts';
import type { Target } from './subject.ts';

const REDIRECT = 'http://localhost:9/callback';

/** Everything in one Map; a grant's members and a session's uid in two more. */
const stored = new Map<string, AdapterPayload>();
const uids = new Map<string, string>();
const grants = new Map<string, Set<string>>();

class MapAdapter implements Adapter {
  readonly #model: string;
  constructor(model: string) {
    this.#model = model;
  }
  #key(id: string): string {
    return `${this.#model}:${id}`;
  }
  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    const key = this.#key(id);
    stored.set(key, payload);
    if (payload.uid) uids.set(payload.uid, key);
    if (payload.grantId && this.#model !== 'Session') {
      const members = grants.get(payload.grantId) ?? new Set();
      grants.set(payload.grantId, members.add(key));
    }
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    return stored.get(this.#key(id));
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return stored.get(uids.get(uid) ?? '');
  }
  async findByUserCode(): Promise<undefined> {}
  async consume(id: string): Promise<void> {
    const payload = stored.get(this.#key(id));
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id: string): Promise<void> {
    stored.delete(this.#key(id));
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const key of grants.get(grantId) ?? []) stored.delete(key);
    grants.delete(grantId);
  }
}

const server = createServer();
await new Promise<void>(done => server.listen(0, 'localhost', done));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const { privateKey } = await generateKeyPair('ES256', { extractable: true });

/** As much as a purpose of ours hands over: 17 fields, each with where it comes from. */
const business = Object.fromEntries(
  Array.from({ length: 17 }, (_, n) => [
    `entity.field_${n}`,
    {
      value: 'شرکت نمونهٔ بازرگانی و خدمات فنی (سهامی خاص)',
      status: 'present',
      class: 'authoritative',
      source: {
        registry: 'legal-persons',
        custodian: 'سازمان ثبت اسناد و املاک کشور',
        record: `LP-${1000 + n}`,
      },
      valid_from: '2026-01-01',
      changed_at: '2026-01-01T08:00:00.000Z',
      fetched_at: '2026-11-01T08:00:00.000Z',
      fresh_until: '2026-12-01T08:00:00.000Z',
      stale: false,
      v: 'p3Zq8mXk2Lw9Vb7T',
    },
  ]),
);

const provider = new Provider(origin, {
  adapter: MapAdapter,
  clients: [
    {
      client_id: 'bench',
      client_secret: 'bench-secret',
      redirect_uris: [REDIRECT],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
  cookies: { keys: ['a key of the yardstick', 'another one'] },
  features: { devInteractions: { enabled: false } },
  claims: { openid: ['sub'], profile: ['name'], business: ['business'] },
  ttl: { AccessToken: 3600, Grant: 86_400, Session: 86_400, Interaction: 600, IdToken: 3600 },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, name: `Person ${sub}`, business }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
});

/** Sign-in without a proof and consent to everything: only needed once for each person, before the measuring. */
const engine = provider.callback();
server.on('request', async (req, res) => {
  if (!req.url?.startsWith('/interaction/')) return void engine(req, res);
  const details = await provider.interactionDetails(req, res);
  if (req.method === 'GET') {
    const field = details.prompt.name === 'login' ? 'national_id' : 'decision';
    res.setHeader('content-type', 'text/html');
    return void res.end(`<form method="post" action="${req.url}"><input name="${field}"></form>`);
  }
  let body = '';
  for await (const part of req) body += part;
  if (details.prompt.name === 'login') {
    const accountId = new URLSearchParams(body).get('national_id') ?? '';
    return void provider.interactionFinished(req, res, { login: { accountId } });
  }
  const grant = new provider.Grant({ accountId: details.session?.accountId ?? '', clientId: 'bench' });
  grant.addOIDCScope('openid profile business');
  await provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } });
});

const target: Target = {
  origin,
  clientId: 'bench',
  clientSecret: 'bench-secret',
  redirectUri: REDIRECT,
  scope: 'openid profile',
  resource: '/me',
  parameters: {},
};
const heapMarkings = countHeapMarkings();
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ kind: 'counters', cpuMs: (user + system) / 1000, heapMarkings: heapMarkings() });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready', target });
