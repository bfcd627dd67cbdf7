import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { isFault } from '../../errors.ts';
import { type PersonId, parsePersonId } from '../../identifiers.ts';

/** A certificate as its owner sees it. */
export interface Described {
  readonly subject: string;
  readonly issuer: string;
  readonly until: Date;
}

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const SERIAL_NUMBER = '2.5.4.5';
const LONGEST_NAME = 120;

/** undefined for what is no certificate. */
export function readCertificate(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(new Uint8Array(der));
  } catch {
    return undefined;
  }
}

export function describe({ subjectName, issuerName, notAfter }: X509Certificate): Described {
  const called = (name: typeof subjectName) =>
    (name.getField(COMMON_NAME)[0] ?? name.getField(ORGANISATION)[0] ?? '').slice(0, LONGEST_NAME);
  return { subject: called(subjectName), issuer: called(issuerName), until: notAfter };
}

/**
 * The person that a certificate names: `serialNumber` of its subject, bare or with the prefix of ETSI EN 319 412-1
 * (PNOIR-, IDCIR-). Several numbers name nobody.
 */
export function personNamedBy({ subjectName }: X509Certificate): PersonId | undefined {
  const numbers = subjectName.getField(SERIAL_NUMBER);
  const [number] = numbers;
  if (numbers.length !== 1 || number === undefined) return undefined;
  const digits = /^(?:(?:PNO|IDC)IR-)?(\d{9,16})$/.exec(number.trim())?.[1];
  if (!digits) return undefined;
  try {
    return parsePersonId(digits);
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}
