/** An authority made by the test: a root, one that stands between, certificates for people, and lists of revocation. */
import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';
import type { CertificateRoute } from '../../src/config.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const DAY = 86_400_000;

type Keys = Awaited<ReturnType<typeof newKeys>>;
const newKeys = () => crypto.subtle.generateKey(P256, true, ['sign', 'verify']);

export interface Issued {
  readonly certificate: X509Certificate;
  readonly keys: Keys;
}

export interface Person {
  readonly serialNumber?: string;
  readonly name?: string;
  readonly from?: Date;
  readonly until?: Date;
  /** Instead of what people's certificates carry. */
  readonly extensions?: Extension[];
}

/** The header in which a proxy hands a certificate over (RFC 9440). */
export const header = (certificate: X509Certificate) =>
  `:${Buffer.from(certificate.rawData).toString('base64')}:`;
export const text = (certificate: X509Certificate) => Buffer.from(certificate.rawData).toString('base64');

export class Authority {
  readonly at: Date;
  readonly root: Issued;
  readonly issuing: Issued;
  constructor(at: Date, root: Issued, issuing: Issued) {
    this.at = at;
    this.root = root;
    this.issuing = issuing;
  }

  static async make(at: Date, name = 'Test Root'): Promise<Authority> {
    const keys = await newKeys();
    const [from, until] = [new Date(at.getTime() - 100 * DAY), new Date(at.getTime() + 1000 * DAY)];
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}, C=IR`,
      keys,
      notBefore: from,
      notAfter: until,
      signingAlgorithm: P256,
      extensions: authority(1),
    });
    const root = { certificate, keys };
    const between = await newKeys();
    const issuing = {
      keys: between,
      certificate: await X509CertificateGenerator.create({
        subject: `CN=${name} Issuing, C=IR`,
        issuer: certificate.subject,
        publicKey: between.publicKey,
        signingKey: keys.privateKey,
        notBefore: from,
        notAfter: until,
        signingAlgorithm: P256,
        extensions: authority(0),
      }),
    };
    return new Authority(at, root, issuing);
  }

  async issue(person: Person = {}, by: Issued = this.issuing): Promise<Issued> {
    const keys = await newKeys();
    const number = person.serialNumber === undefined ? '' : `, 2.5.4.5=${person.serialNumber}`;
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${person.name ?? 'A Person'}${number}`,
      issuer: by.certificate.subject,
      publicKey: keys.publicKey,
      signingKey: by.keys.privateKey,
      notBefore: person.from ?? new Date(this.at.getTime() - DAY),
      notAfter: person.until ?? new Date(this.at.getTime() + 365 * DAY),
      signingAlgorithm: P256,
      extensions: person.extensions ?? personal(),
    });
    return { certificate, keys };
  }

  /** @param revoked by the one that signs the list */
  async list(by: Issued, revoked: readonly Issued[] = [], days: { from?: number; until?: number } = {}) {
    const list = await X509CrlGenerator.create({
      issuer: by.certificate.subject,
      thisUpdate: new Date(this.at.getTime() + (days.from ?? -1) * DAY),
      nextUpdate: new Date(this.at.getTime() + (days.until ?? 7) * DAY),
      entries: revoked.map(({ certificate }) => ({
        serialNumber: certificate.serialNumber,
        revocationDate: new Date(this.at.getTime() - DAY),
      })),
      signingAlgorithm: P256,
      signingKey: by.keys.privateKey,
    });
    return Buffer.from(list.rawData);
  }

  get pem(): string {
    return [this.root, this.issuing].map(({ certificate }) => certificate.toString('pem')).join('\n');
  }
}

function authority(pathLength: number): Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

export function personal(usage: number = KeyUsageFlags.digitalSignature, purpose = CLIENT_AUTH): Extension[] {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(usage, true),
    new ExtendedKeyUsageExtension([purpose]),
  ];
}

/** The files as an administrator lays them down, and what the configuration says of them. */
export interface Laid {
  readonly route: CertificateRoute;
  put(name: string, bytes: Buffer | string): Promise<void>;
  take(name: string): Promise<void>;
  clear(): Promise<void>;
}

export async function layDown(of: Authority): Promise<Laid> {
  const directory = await mkdtemp(join(tmpdir(), 'authorities-'));
  const lists = await mkdtemp(join(directory, 'lists-'));
  const authorities = join(directory, 'authorities.pem');
  await writeFile(authorities, of.pem);
  await writeFile(join(lists, 'root.crl'), await of.list(of.root));
  await writeFile(join(lists, 'issuing.crl'), await of.list(of.issuing));
  return {
    route: { header: 'client-cert', from: ['127.0.0.0/8', '::1'], authorities, lists },
    put: (name, bytes) => writeFile(join(lists, name), bytes),
    take: name => rm(join(lists, name)),
    clear: () => rm(directory, { recursive: true }),
  };
}
