import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { findPerson, getPerson } from '../identity/index.ts';
import { type Keys, keyedHash } from '../keys.ts';
import { atomically, inTurn, type Operation } from '../operation.ts';
import { isUuid } from '../text.ts';
import { openSubject } from '../vault/index.ts';
import {
  type CertificateRow,
  deleteCertificate,
  insertCertificate,
  selectCertificateBy,
  selectCertificates,
  touchCertificate,
} from './certificate-store.ts';
import { handedOver, type Incoming } from './certificates/handed-over.ts';
import type { Described } from './certificates/read.ts';
import type { Method } from './level.ts';
import { tell } from './notices.ts';

/** A certificate that a person has added, as she sees it. */
export interface Certificate extends Described {
  readonly id: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

/** What the browser of a request has proved to hold, not checked any further. */
export interface Shown extends Described {
  /** The certificate itself, base64: what `verifySecondFactor` and `addCertificate` take. */
  readonly text: string;
}

/** With the first certificate that is shown: the library takes 14 MB, and most houses never need it. */
const reading = () => import('./certificates/reading.ts');

const MOST = 10;
const WHAT = 'certificate';

/** Whether certificates are a way here at all. */
export function takesCertificates(op: Operation): boolean {
  return op.system.config.certificates !== undefined;
}

/** The certificate that the proxy handed over with a request; undefined: none, or not from the proxy. */
export async function certificateIn(op: Operation, req: Incoming): Promise<Shown | undefined> {
  const der = handedOver(op.system.config, req);
  if (!der) return undefined;
  const { describe, readCertificate } = await reading();
  const certificate = readCertificate(der);
  return certificate && { ...describe(certificate), text: der.toString('base64') };
}

export async function listCertificates(op: Operation, personId: string): Promise<Certificate[]> {
  const rows = await selectCertificates(op, personId);
  const key = rows.length > 0 ? await openSubject(op, personId) : undefined;
  return key ? rows.map(row => toCertificate(row, key.open<Described>(WHAT, row.sealed))) : [];
}

function toCertificate({ id, created_at, used_at }: CertificateRow, described: Described): Certificate {
  return { ...described, until: new Date(described.until), id, createdAt: created_at, usedAt: used_at };
}

/** A certificate that is good and this person's, not yet used. */
export interface RightCertificate {
  readonly amr: readonly Method[];
  /** Inside the transaction that lets the person in. @returns false when it was removed meanwhile */
  spend(op: Operation): Promise<boolean>;
}

/**
 * Whether a certificate proves that it is this person: it is good by the authorities and lists of now, and either
 * names her number or was added by her before.
 * @param text base64, of `certificateIn`
 * @returns the fault that says what is wrong with it, or what it is worth
 */
export async function checkCertificate(
  op: Operation,
  personId: string,
  text: string,
): Promise<RightCertificate | Fault> {
  const checked = await checkPath(op, text);
  if (checked instanceof Fault) return checked;
  const amr: readonly Method[] = ['x509', 'pop'];
  const added = await selectCertificateBy(op, fingerprintOf(op.system.keys, text));
  if (added) {
    if (added.person_id !== personId) return refusal('other');
    if (!checked.names) return { amr, spend: op => touchCertificate(op, added.id) };
  }
  if (!checked.names) return refusal('not_added');
  if (checked.names !== (await findPerson(op, personId))?.identifier) return refusal('other');
  return { amr, spend: async op => !added || touchCertificate(op, added.id) };
}

async function checkPath(op: Operation, text: string) {
  const { certificates } = op.system.config;
  if (!certificates || text === '') return refusal('missing');
  const { personNamedBy, readCertificate, readTrust, whyUnfit } = await reading();
  const certificate = readCertificate(Buffer.from(text, 'base64'));
  if (!certificate) return refusal('unfit');
  const reason = await whyUnfit(certificate, await readTrust(op.system, certificates), op.at);
  return reason ? refusal(reason) : { certificate, names: personNamedBy(certificate) };
}

const refusal = (reason: string) => new Fault('forbidden', `factors.certificate_${reason}`);

/**
 * Adds the certificate that the request brought. One that names somebody else's number is refused.
 * @throws factors.certificate_… {missing, unknown, expired, revoked, unchecked, unfit, other, known, full}
 */
export async function addCertificate(op: Operation, personId: string, text: string): Promise<void> {
  const checked = await checkPath(op, text);
  if (checked instanceof Fault) throw checked;
  const person = await getPerson(op, personId);
  if (checked.names && checked.names !== person.identifier) throw refusal('other');
  const { describe } = await reading();
  await atomically(op, async op => {
    await inTurn(op, 'certificates', personId);
    if ((await selectCertificates(op, personId)).length >= MOST)
      throw new Fault('conflict', 'factors.certificates_full', { most: MOST });
    const key = await openSubject(op, personId);
    const id = randomUUID();
    const added = await insertCertificate(op, {
      id,
      person_id: personId,
      fingerprint: fingerprintOf(op.system.keys, text),
      sealed: key.seal(WHAT, describe(checked.certificate)),
      created_at: op.at,
      used_at: null,
    });
    if (!added) throw new Fault('conflict', 'factors.certificate_known');
    await record(op, {
      kind: 'factors.certificate_added',
      personId,
      subjectId: personId,
      data: { certificate: id },
    });
    await tell(op, person, 'certificateAdded');
  });
}

/** @throws factors.not_found */
export async function removeCertificate(op: Operation, personId: string, id: string): Promise<void> {
  const person = await getPerson(op, personId);
  await atomically(op, async op => {
    if (!isUuid(id) || !(await deleteCertificate(op, personId, id)))
      throw new Fault('not_found', 'factors.not_found');
    await record(op, {
      kind: 'factors.certificate_removed',
      personId,
      subjectId: personId,
      data: { certificate: id },
    });
    await tell(op, person, 'certificateRemoved');
  });
}

function fingerprintOf(keys: Keys, text: string): Buffer {
  return keyedHash(keys.lookup, 'certificate', text);
}
