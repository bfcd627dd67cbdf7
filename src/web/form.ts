import { isUtf8 } from 'node:buffer';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Fault } from '../errors.ts';
import { isWhole, wholeOnly } from '../text.ts';

/** One field of a form as the page shows it again after a mistake. */
export interface FormField {
  readonly value: string;
  /** A sentence in the reader's language; the field gets aria-invalid. */
  readonly error?: string;
}

/** Refuses an address with a NUL in it, whatever room it would lead to. @throws web.malformed */
export const wholeAddress: RequestHandler = (req, _res, next) => {
  if (req.url.includes('%00')) throw new Fault('bad_input', 'web.malformed');
  next();
};

/** Parser of posted forms that refuses what is no whole text, in any field. */
export function formReader(options: {
  readonly limit: string;
  readonly parameterLimit: number;
}): RequestHandler {
  const parse = express.urlencoded({ extended: false, ...options });
  return (req: Request, res: Response, next: NextFunction) => {
    parse(req, res, (error?: unknown) => {
      const whole = Object.entries((req.body as Record<string, unknown> | undefined) ?? {}).every(pair =>
        pair.flat().every(text => typeof text === 'string' && isWhole(text)),
      );
      next(error ?? (whole ? undefined : new Fault('bad_input', 'web.malformed')));
    });
  };
}

/** Parser of a posted form, for the one route that wants it (never mounted before the engine). */
export const postForm: RequestHandler = formReader({ limit: '32kb', parameterLimit: 200 });

/** The parser would read other bytes as U+FFFD, and nobody would know. @throws web.json_malformed */
function inUtf8(_req: unknown, _res: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw new Fault('bad_input', 'web.json_malformed');
}

/**
 * Parser of a JSON body, for API routes; what is no whole text is refused, as a name too, and what is sent as something
 * else is not taken for nothing. @throws web.json_needed, web.json_malformed
 */
export function jsonReader(limit: string): RequestHandler {
  const parse = express.json({ limit, strict: true, reviver: wholeOnly, verify: inUtf8 });
  return (req, res, next) => {
    const empty = req.headers['content-length'] === '0';
    if (!empty && req.is('json') === false) throw new Fault('bad_input', 'web.json_needed');
    parse(req, res, next);
  };
}
export const jsonBody: RequestHandler = jsonReader('1mb');

/** The text of a form field; of several, the first. Missing is ''. NUL and over-long text are refused. */
export function formText(req: Request, name: string, most = 4000): string {
  const body: unknown = req.body;
  const value =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  const text = Array.isArray(value) ? value[0] : value;
  if (text === undefined || text === null) return '';
  if (typeof text !== 'string' || text.length > most || text.includes('\0'))
    throw new Fault('bad_input', 'web.malformed');
  return text;
}

/** Several texts of a posted form, by name. @throws bad_input where one is not a text or too long */
export function formTexts<Name extends string>(
  req: Request,
  names: readonly Name[],
  most?: number,
): Record<Name, string> {
  return Object.fromEntries(names.map(name => [name, formText(req, name, most)])) as Record<Name, string>;
}
