/**
 * Reads revocation lists beside the requests: a list of a national authority holds a hundred thousand entries, and
 * reading it takes seconds. Runs as a thread of its own, once for each change on the disk.
 */
import 'reflect-metadata';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { PemConverter, X509Certificate, X509Crl } from '@peculiar/x509';

/** Bytes of the files, and of the authorities that may have signed them. */
export interface ListsGiven {
  readonly files: readonly Uint8Array[];
  readonly authorities: readonly Uint8Array[];
}

/** One list that an authority signed, as far as it counts. */
export interface ReadList {
  /** Which of the files it stood in. */
  readonly file: number;
  /** Which of the authorities signed it. */
  readonly issuer: number;
  readonly from: Date;
  readonly until: Date | undefined;
  /** Serial numbers in hexadecimal, without leading zeros. */
  readonly revoked: ReadonlySet<string>;
}

const HASHES = ['SHA-256', 'SHA-384', 'SHA-512'];
/** The files are the administrator's own: no limit but the memory. */
const WHOLE = { berOptions: { maxNodes: 50_000_000, maxContentLength: 2 ** 31 - 1 } };

export const plainSerial = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/, '');

async function read({ files, authorities }: ListsGiven): Promise<ReadList[]> {
  const issuers = authorities.map(bytes => new X509Certificate(new Uint8Array(bytes)));
  const lists: ReadList[] = [];
  for (const [file, bytes] of files.entries())
    for (const list of listsIn(bytes)) {
      const issuer = await signerOf(list, issuers);
      if (issuer === undefined) continue;
      const revoked = new Set(list.entries.map(({ serialNumber }) => plainSerial(serialNumber)));
      lists.push({ file, issuer, from: list.thisUpdate, until: list.nextUpdate, revoked });
    }
  return lists;
}

/** DER as it is; of PEM every block. What is no list is left out. */
function listsIn(bytes: Uint8Array): X509Crl[] {
  try {
    const text = Buffer.from(bytes).toString('latin1');
    const blocks = text.includes('-----BEGIN') ? PemConverter.decode(text) : [new Uint8Array(bytes).buffer];
    return blocks.map(block => new X509Crl(block, WHOLE));
  } catch {
    return [];
  }
}

/** Lists of a part, of changes, or in the name of others carry a critical extension: they are not understood. */
async function signerOf(list: X509Crl, issuers: readonly X509Certificate[]): Promise<number | undefined> {
  const { name, hash } = list.signatureAlgorithm as { name: string; hash?: { name: string } };
  if (name !== 'Ed25519' && !HASHES.includes(hash?.name ?? '')) return undefined;
  if (list.extensions.some(({ critical }) => critical)) return undefined;
  const called = Buffer.from(list.issuerName.toArrayBuffer());
  for (const [place, issuer] of issuers.entries())
    if (
      called.equals(Buffer.from(issuer.subjectName.toArrayBuffer())) &&
      (await list.verify({ publicKey: issuer }).catch(() => false))
    )
      return place;
  return undefined;
}

if (!isMainThread && parentPort && (workerData as Partial<ListsGiven> | null)?.authorities)
  parentPort.postMessage(await read(workerData as ListsGiven));
