import express, { type Request, type RequestHandler } from 'express';
import { Fault } from '../errors.ts';

/** One field of a form as the page shows it again after a mistake. */
export interface FormField {
  readonly value: string;
  /** A sentence in the reader's language; the field gets aria-invalid. */
  readonly error?: string;
}

/** Parser of a posted form, for the one route that wants it (never mounted before the engine). */
export const postForm: RequestHandler = express.urlencoded({
  extended: false,
  limit: '32kb',
  parameterLimit: 200,
});
/** Parser of a JSON body, for API routes. */
export const jsonBody: RequestHandler = express.json({ limit: '1mb', strict: true });

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
