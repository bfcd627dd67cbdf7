import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type Name,
  type X509Certificate,
} from '@peculiar/x509';
import { plainSerial } from './lists-worker.ts';
import type { Trust } from './trust.ts';

/** Why a certificate proves nothing here. `unchecked`: no valid list says that it was not revoked. */
export type Unfit = 'unknown' | 'expired' | 'revoked' | 'unchecked' | 'unfit';

const LONGEST = 5;
const CLOCKS_DIFFER_MS = 5 * 60_000;
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const SMALLEST_RSA = 2048;
const CURVES = ['P-256', 'P-384', 'P-521'];
const HASHES = ['SHA-256', 'SHA-384', 'SHA-512'];
/** Critical extensions that are understood: basic constraints, key usage, extended key usage, names, policies. */
const UNDERSTOOD = ['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.17', '2.5.29.32'];

/**
 * Checks a certificate of a person up to a root that is trusted here (RFC 5280 §6, without what our authorities do not
 * use: name constraints and policy constraints, being critical, are refused). Every certificate of the path but the
 * root must be on no list, and there must be a list of its issuer that is valid now: silence is no proof.
 * @returns why it is refused, of the path that came farthest; undefined: it is good
 */
export async function whyUnfit(leaf: X509Certificate, trust: Trust, at: Date): Promise<Unfit | undefined> {
  if (!isForPeople(leaf)) return 'unfit';
  let reason: Unfit | undefined = 'unknown';
  for (const path of await pathsOf([leaf], trust.authorities)) {
    reason = wrongWith(path, trust, at);
    if (!reason) return undefined;
  }
  return reason;
}

type Path = readonly X509Certificate[];

/** All ways from the last of `path` to a root; by name, and by signature. */
async function pathsOf(path: Path, authorities: readonly X509Certificate[]): Promise<Path[]> {
  const last = path.at(-1);
  if (!last || path.length > LONGEST) return [];
  const found: Path[] = [];
  for (const issuer of authorities) {
    if (path.includes(issuer) || !sameName(issuer.subjectName, last.issuerName)) continue;
    if (!(await isSignedBy(last, issuer))) continue;
    const longer = [...path, issuer];
    if (sameName(issuer.subjectName, issuer.issuerName) && (await isSignedBy(issuer, issuer)))
      found.push(longer);
    else found.push(...(await pathsOf(longer, authorities)));
  }
  return found;
}

function wrongWith(path: Path, trust: Trust, at: Date): Unfit | undefined {
  if (!path.every(isStrong) || !path.slice(1).every(isAuthority)) return 'unfit';
  if (path.some(one => one.notBefore > at || one.notAfter < at)) return 'expired';
  for (const [place, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[place + 1];
    const state = issuer ? revocation(certificate, issuer, trust, at) : 'unchecked';
    if (state) return state;
  }
  return undefined;
}

function isForPeople(leaf: X509Certificate): boolean {
  const usage = leaf.getExtension(KeyUsagesExtension)?.usages ?? 0;
  const purposes = leaf.getExtension(ExtendedKeyUsageExtension)?.usages ?? [];
  return (
    !leaf.getExtension(BasicConstraintsExtension)?.ca &&
    (usage & KeyUsageFlags.digitalSignature) !== 0 &&
    purposes.some(purpose => purpose === CLIENT_AUTH)
  );
}

/** @param place in the path: so many certificates stand between it and the person's */
function isAuthority(certificate: X509Certificate, place: number): boolean {
  const { ca, pathLength } = certificate.getExtension(BasicConstraintsExtension) ?? {};
  const usage = certificate.getExtension(KeyUsagesExtension)?.usages ?? 0;
  return (
    ca === true &&
    (usage & KeyUsageFlags.keyCertSign) !== 0 &&
    (pathLength === undefined || pathLength >= place)
  );
}

function isStrong(certificate: X509Certificate): boolean {
  const key = certificate.publicKey.algorithm as {
    modulusLength?: number;
    namedCurve?: string;
    name: string;
  };
  const strongKey =
    (key.modulusLength ?? 0) >= SMALLEST_RSA ||
    CURVES.includes(key.namedCurve ?? '') ||
    key.name === 'Ed25519';
  const known = certificate.extensions.every(({ critical, type }) => !critical || UNDERSTOOD.includes(type));
  return strongKey && known && isStrongSignature(certificate);
}

function isStrongSignature({ signatureAlgorithm }: X509Certificate): boolean {
  const { name, hash } = signatureAlgorithm as { name: string; hash?: { name: string } };
  return name === 'Ed25519' || HASHES.includes(hash?.name ?? '');
}

/** RFC 5280 §6.3, for full lists that the issuer itself signs. */
function revocation(
  certificate: X509Certificate,
  issuer: X509Certificate,
  { authorities, lists }: Trust,
  at: Date,
): 'revoked' | 'unchecked' | undefined {
  const usage = issuer.getExtension(KeyUsagesExtension)?.usages ?? 0;
  const own = lists.filter(list => authorities[list.issuer] === issuer);
  if ((usage & KeyUsageFlags.cRLSign) === 0) return 'unchecked';
  // Also a list that is over says truly what was revoked by then.
  if (own.some(({ revoked }) => revoked.has(plainSerial(certificate.serialNumber)))) return 'revoked';
  const latest = at.getTime() + CLOCKS_DIFFER_MS;
  const checked = own.some(
    ({ from, until }) => from.getTime() <= latest && until !== undefined && until > at,
  );
  return checked ? undefined : 'unchecked';
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): Promise<boolean> {
  return certificate.verify({ publicKey: issuer.publicKey, signatureOnly: true }).catch(() => false);
}

function sameName(one: Name, other: Name): boolean {
  return Buffer.from(one.toArrayBuffer()).equals(Buffer.from(other.toArrayBuffer()));
}
