/**
 * What is agreed with the custodians of the registries: how often each may be asked, with which key of ours, and how
 * both sides prove themselves on the line.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';

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

/** The line to one registry in TLS, all in PEM: who we are there, and whom we believe to be the registry. */
export interface RegistryTls {
  /** Our certificate, and those between it and its authority; with it the private key. */
  readonly certificate?: string;
  readonly key?: string;
  /** Authorities of the registry's certificate; without them those that the system trusts. */
  readonly authority?: string;
}

/** What only the two sides know. */
export interface RegistrySecrets {
  readonly signing?: SigningKey | undefined;
  readonly tls?: RegistryTls | undefined;
}

export type SecretKind = 'signing' | 'client' | 'authority';

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

/**
 * One secret as it is handed over: a signing key as in REGISTRY_KEYS, or in PEM our certificate with its private key, or
 * the authorities that the registry's certificate comes from.
 * @throws Error that says how it is written, and nothing of the secret
 */
export function parseSecret(text: string): { readonly kind: SecretKind; readonly secrets: RegistrySecrets } {
  try {
    if (text.trimStart().startsWith('{')) {
      const signing = signingKey(JSON.parse(text) as Parameters<typeof signingKey>[0]);
      return { kind: 'signing', secrets: { signing } };
    }
    const [key, ...more] = text.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g) ?? [];
    if (more.length > 0) throw new Error('two keys');
    const tls =
      key === undefined ? { authority: text } : { certificate: certificatesIn(text).join('\n'), key };
    return { kind: key === undefined ? 'authority' : 'client', secrets: { tls: checkedTls(tls) } };
  } catch {
    throw new Error(
      'A secret is {"id": "yekbar-1", "key": "<Ed25519, PKCS #8, base64>"}, or in PEM our certificates and their one private key (PKCS #8, without a password), or the certificates of the authorities of the registry.',
    );
  }
}

/** Files in PEM by registry, read now. @throws Error that says how it is written */
export function readTls(text: string): Readonly<Record<string, RegistryTls>> {
  try {
    const written = Object.entries(JSON.parse(text) as Record<string, Record<keyof RegistryTls, string>>);
    const read = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path, 'utf8'));
    return Object.fromEntries(
      written.map(([registry, { certificate, key, authority }]) => [
        registry,
        checkedTls({ certificate: read(certificate), key: read(key), authority: read(authority) }),
      ]),
    );
  } catch {
    throw new Error(
      'REGISTRY_TLS must be like {"tax": {"certificate": "<file>", "key": "<file>", "authority": "<file>"}}, files in PEM: our certificate with its private key, and whom we trust there; or one of both.',
    );
  }
}

/** Registries whose address is no https. */
export function openLines(addresses: Readonly<Record<string, unknown>>): string[] {
  const open = Object.keys(addresses).filter(key => !/^https:/.test(String(addresses[key])));
  return open.map(key => `REGISTRIES: the address of ${key} must be https.`);
}

/** A file of certificates (PEM) with at least one that vouches for itself. */
export function holdsRoot(file: string): boolean {
  try {
    const read = certificatesIn(readFileSync(file, 'utf8')).map(pem => new X509Certificate(pem));
    return read.some(one => one.checkIssued(one) && one.verify(one.publicKey));
  } catch {
    return false;
  }
}

/** Of the proxy: an address, or a network by its prefix. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix] = text.split('/');
  const family = isIP(address);
  if (family === 0 || prefix === undefined) return family !== 0;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

/** Of revocation lists. */
export function isDirectory(path: string): boolean {
  try {
    return path !== '' && readdirSync(path).length >= 0;
  } catch {
    return false;
  }
}

const certificatesIn = (pem: string | undefined): string[] =>
  pem?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

/** The key is that of the first certificate, and everything can be read. @throws Error */
function checkedTls(
  given: {
    [part in keyof RegistryTls]: string | undefined;
  },
): RegistryTls {
  const { certificate, key, authority } = given;
  const [own] = certificatesIn(certificate).map(pem => new X509Certificate(pem));
  const trusted = certificatesIn(authority).map(pem => new X509Certificate(pem));
  const proven = own && key !== undefined && own.checkPrivateKey(createPrivateKey(key));
  if ((certificate ?? key) !== undefined && !proven) throw new Error('not our certificate');
  if (authority !== undefined && trusted.length === 0) throw new Error('no authority');
  if (!proven && trusted.length === 0) throw new Error('nothing');
  return {
    ...(proven && certificate !== undefined ? { certificate, key } : {}),
    ...(authority === undefined ? {} : { authority }),
  };
}

function signingKey({ id, key: secret }: { id?: unknown; key?: unknown }): SigningKey {
  const key = createPrivateKey({ key: Buffer.from(String(secret), 'base64'), format: 'der', type: 'pkcs8' });
  if (typeof id !== 'string' || !/^[\w.-]{1,64}$/.test(id) || key.asymmetricKeyType !== 'ed25519')
    throw new Error('no signing key');
  return { id, key };
}
