import type { Request, Response } from 'express';
import { beside } from '../beside.ts';
import { Fault } from '../errors.ts';
import { postForm, readUpload } from '../web/index.ts';
import type { Case } from './case.ts';
import { type EvidenceFile, MOST_BYTES, readEvidence } from './evidence.ts';

const files = beside<Request, EvidenceFile>('evidence');

/**
 * Reads the form of a case: with a file, or without. What is wrong with the file is thrown once the rest is read, so that
 * what was typed stays.
 * @throws cases.evidence_kind, web.too_large
 */
export async function caseForm(req: Request, res: Response): Promise<void> {
  if (!/^multipart\//i.test(req.get('content-type') ?? '')) {
    await new Promise<void>((done, failed) => postForm(req, res, error => (error ? failed(error) : done())));
    return;
  }
  const { file } = await readUpload(req, MOST_BYTES, collect);
  if (file) files.set(req, file);
}

/** The file that came with the form. */
export function fileOf(req: Request): EvidenceFile | undefined {
  return files.get(req);
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<EvidenceFile> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  const file = readEvidence(Buffer.concat(parts));
  if (!file) throw new Fault('bad_input', 'cases.evidence_kind');
  return file;
}

const types = { png: 'image/png', jpeg: 'image/jpeg', pdf: 'application/pdf' } as const;

/** Sends the file to be kept, never to be run: no page of ours shows it. */
export function evidenceAnswer(res: Response, { number }: Pick<Case, 'number'>, file: EvidenceFile): void {
  res.setHeader('cache-control', 'no-store');
  res.setHeader('content-security-policy', "default-src 'none'; sandbox");
  res.setHeader(
    'content-disposition',
    `attachment; filename="${number}.${file.media === 'jpeg' ? 'jpg' : file.media}"`,
  );
  res.type(types[file.media]).send(file.bytes);
}
