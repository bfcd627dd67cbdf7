import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { Fault } from '../errors.ts';

export interface Upload<T> {
  readonly fields: Readonly<Record<string, string>>;
  /** What was made of the file; undefined: none was chosen. */
  readonly file: T | undefined;
}

/**
 * Reads a posted form with one file (multipart/form-data), the file piece by piece as it comes: nothing waits in
 * memory. The fields that stand before it in the form are known when it begins; `formText` finds them all afterwards.
 * @param take what becomes of the file; a fault that it throws is thrown once the rest has passed by
 * What was typed is there also when the file is refused.
 * @throws web.malformed when it is no such form or breaks off, web.too_large when the file is longer than `most` bytes
 */
export async function readUpload<T>(
  req: Request,
  most: number,
  take: (pieces: AsyncIterable<Uint8Array>, fields: Readonly<Record<string, string>>) => Promise<T>,
): Promise<Upload<T>> {
  const fields: Record<string, string> = Object.create(null);
  const parser = parserOf(req, most);
  let taking: Promise<T> | undefined;
  parser.on('field', (name, value, nameCut, valueCut) => {
    if (!nameCut && !valueCut && !(name in fields)) fields[name] = value;
  });
  const passed = new Promise<void>((done, failed) => {
    parser.on('finish', done);
    parser.on('error', failed);
    req.on('aborted', () => failed(new Error('the request was broken off')));
    req.on('error', failed);
    parser.on('file', (_name, file, filename) => {
      if (!filename || taking) {
        file.resume();
        return;
      }
      req.on('aborted', () => file.destroy(new Error('the request was broken off')));
      taking = take(piecesOf(file), fields);
      // Whoever takes it may stop early: the rest passes by, so that an answer can be given.
      taking.catch(() => file.resume());
    });
  });
  req.pipe(parser);
  try {
    await passed;
  } catch {
    req.unpipe(parser);
    await taking?.catch(() => undefined);
    throw new Fault('bad_input', 'web.malformed');
  }
  req.body = fields;
  return { fields, file: await taking };
}

function parserOf(req: Request, most: number) {
  const type = req.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Fault('bad_input', 'web.malformed');
  const limits = {
    files: 2,
    fields: 50,
    fieldNameSize: 100,
    fieldSize: 16_384,
    fileSize: most,
    headerPairs: 20,
  };
  try {
    return new Busboy({ headers: { ...req.headers, 'content-type': type }, limits });
  } catch {
    throw new Fault('bad_input', 'web.malformed');
  }
}

async function* piecesOf(file: import('@fastify/busboy').BusboyFileStream): AsyncGenerator<Uint8Array> {
  for await (const piece of file.iterator({ destroyOnReturn: false })) yield piece as Uint8Array;
  if (file.truncated) throw new Fault('too_large', 'web.too_large');
}
