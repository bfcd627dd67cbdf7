/** What is agreed with the custodians of the registries: how often each may be asked, and with which key of ours. Pure. */
import { createPrivateKey, type KeyObject } from 'node:crypto';

/** How a registry may be asked, and when it is left alone. */
export interface RegistryContract {
  /** Questions in any one second, of this process. */
  readonly perSecond: number;
  /** Questions that run at the same time, and that wait for one to end; who comes then is told that it is down. */
  readonly concurrent: number;
  readonly waiting: number;
  /** Failures in a row after which it is left alone, and for how long. */
  readonly breakAfter: number;
  readonly openSeconds: number;
}

const agreed = ['perSecond', 'concurrent', 'waiting', 'breakAfter', 'openSeconds'];

/** @throws Error that says how it is written */
export function parseContracts(text: string): Readonly<Record<string, Partial<RegistryContract>>> {
  const fits = ([name, value]: [string, unknown]) =>
    agreed.includes(name) && Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100_000;
  try {
    const parsed = JSON.parse(text) as Record<string, Record<string, unknown>>;
    if (Object.values(parsed).every(one => Object.entries(one).every(fits))) return parsed;
  } catch {
    // said below, together with what does not fit
  }
  throw new Error(`REGISTRY_CONTRACTS must be like {"tax": {"perSecond": 20}}, of: ${agreed.join(', ')}.`);
}

/** A key of ours with which questions to one registry are signed, by the name under which the registry knows it. */
export interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Ed25519 keys by registry. @throws Error that says how it is written, and nothing of the key */
export function parseSigningKeys(text: string): Readonly<Record<string, SigningKey>> {
  try {
    const written = Object.entries(JSON.parse(text) as Record<string, { id?: unknown; key?: unknown }>);
    return Object.fromEntries(written.map(([registry, one]) => [registry, signingKey(one)]));
  } catch {
    throw new Error(
      'REGISTRY_KEYS must be like {"tax": {"id": "yekbar-1", "key": "<Ed25519, PKCS #8, base64>"}}.',
    );
  }
}

function signingKey({ id, key: secret }: { id?: unknown; key?: unknown }): SigningKey {
  const key = createPrivateKey({ key: Buffer.from(String(secret), 'base64'), format: 'der', type: 'pkcs8' });
  if (typeof id !== 'string' || !/^[\w.-]{1,64}$/.test(id) || key.asymmetricKeyType !== 'ed25519')
    throw new Error('no signing key');
  return { id, key };
}
