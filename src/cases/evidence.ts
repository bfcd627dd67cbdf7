/**
 * What may be shown with a complaint: a picture or a PDF, known by its content and not by its name. What a camera or a
 * program wrote into a picture (place, time, owner) is left out. Pure.
 */
export type Media = 'png' | 'jpeg' | 'pdf';

export interface EvidenceFile {
  readonly media: Media;
  readonly bytes: Buffer;
}

export const MOST_BYTES = 3 * 1024 * 1024;
const MOST_PIXELS = 60_000_000;

/** @returns undefined for anything else, and for what is no whole file of its kind */
export function readEvidence(bytes: Buffer): EvidenceFile | undefined {
  if (bytes.length === 0 || bytes.length > MOST_BYTES) return undefined;
  if (bytes.subarray(0, 8).equals(PNG)) return made('png', readPng(bytes));
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return made('jpeg', readJpeg(bytes));
  if (bytes.subarray(0, 5).equals(PDF)) return isPdf(bytes) ? { media: 'pdf', bytes } : undefined;
  return undefined;
}

function made(media: Media, bytes: Buffer | undefined): EvidenceFile | undefined {
  return bytes && { media, bytes };
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Parts of a PNG (third edition, 11) that the picture itself needs. */
const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'sRGB', 'cHRM', 'pHYs']);

function readPng(bytes: Buffer): Buffer | undefined {
  const parts: Uint8Array[] = [PNG];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length || (at === 8) !== (type === 'IHDR')) return undefined;
    if (at === 8 && bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12) > MOST_PIXELS) return undefined;
    if (kept.has(type)) parts.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(parts);
    at = end;
  }
  return undefined;
}

/** ITU-T T.81, annex B: segments up to the first scan, then the scans to the end of the picture. */
function readJpeg(bytes: Buffer): Buffer | undefined {
  const parts = [bytes.subarray(0, 2)];
  const last = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker < 0xc0) return undefined;
    if (marker === 0xda) {
      if (last < at) return undefined;
      return Buffer.concat([...parts, bytes.subarray(at, last + 2)]);
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    // APP0 and APP14 say how colours are read; the other APPn and comments say where it was taken, and by whom.
    const told = (marker > 0xe0 && marker < 0xee) || marker === 0xef || marker === 0xfe;
    if (!told) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
}

const PDF = Buffer.from('%PDF-');

/** A whole document that does nothing by itself, as far as it says so openly. */
function isPdf(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(text) || !text.slice(-1024).includes('%%EOF')) return false;
  return !/\/(JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|RichMedia|XFA)\b/.test(text);
}
