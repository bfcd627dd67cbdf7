/** What a person types from a device (RFC 8628): in any digits, guessed by nobody. */
import type { NextFunction, Request } from 'express';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { DeviceMistake } from '../../views/flow/data.ts';
import { beside } from '../beside.ts';
import { Fault } from '../errors.ts';
import { countUse, type Limit, takeBackUse } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { latinDigits } from '../text.ts';
import { operationOf } from '../web/index.ts';
import { requestOf } from './context.ts';

/** A thousand million codes, few of them alive: who has mistyped twenty in a row waits, longer each time. */
const GUESSES: Limit = {
  name: 'device code',
  by: 'address',
  free: 20,
  leakSeconds: 60,
  ceilingSeconds: 15 * 60,
};

/** The code that came with an address (verification_uri_complete). */
const brought = beside<Request, string>('brought');

/**
 * Before the engine reads a typed code: digits of every script become Latin ones, and the guess is counted. A code in
 * the address only fills the field, so that nobody is led past it.
 * @throws oidc.device_wait {retryAfter}
 */
export function readUserCode(req: Request, answer: () => Promise<void>, next: NextFunction): void {
  if (req.method !== 'POST') {
    const { user_code: code } = req.query;
    if (typeof code === 'string') {
      brought.set(req, code.slice(0, 40));
      req.url = req.url.replace(/([?&])user_code=[^&]*/g, '$1');
    }
    answer().catch(next);
    return;
  }
  rewriteForm(req, form => {
    const typed = latinDigits(form.get('user_code') ?? '').replace(/[^0-9]/g, '');
    form.set('user_code', typed.slice(0, 20));
  })
    .then(form => (form.get('user_code') ? countGuess(req) : undefined))
    .then(answer)
    .catch(next);
}

const MOST_BYTES = 4_000;

/**
 * Reads a posted form and puts another back in its place, so that the engine reads it itself: no parser stands before
 * it. A browser says how long a form is; who does not is refused.
 * @throws web.malformed, web.too_large
 */
async function rewriteForm(req: Request, rewrite: (form: URLSearchParams) => void): Promise<URLSearchParams> {
  const length = Number(req.headers['content-length'] ?? Number.NaN);
  const isForm = req.is('application/x-www-form-urlencoded') !== false;
  if (!Number.isInteger(length) || req.headers['transfer-encoding'] || !isForm)
    throw new Fault('bad_input', 'web.malformed');
  if (length > MOST_BYTES) throw new Fault('too_large', 'web.too_large');
  if (length === 0) return new URLSearchParams();
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const read = () => {
      for (let chunk = req.read() as Buffer | null; chunk; chunk = req.read() as Buffer | null) {
        chunks.push(chunk);
        size += chunk.length;
      }
      if (size < length) return;
      req.off('readable', read).off('error', failed).off('close', gone);
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      rewrite(form);
      const text = Buffer.from(form.toString());
      // In the same turn as the last of it was read: the stream has not said its end yet.
      req.unshift(text);
      req.headers['content-length'] = String(text.length);
      done(form);
    };
    const gone = () => failed(new Fault('bad_input', 'web.malformed'));
    req.on('readable', read).on('error', failed).on('close', gone);
  });
}

async function countGuess(req: Request): Promise<void> {
  const { wait } = await countUse(operationOf(req), GUESSES);
  if (wait > 0) throw new Fault('too_many', 'oidc.device_wait', { retryAfter: wait });
}

/** The code is there: it was no guess. */
export function rightCode(op: Operation): Promise<void> {
  return takeBackUse(op, GUESSES);
}

export function typedCode(ctx: KoaContextWithOIDC): string {
  const req = requestOf(ctx);
  const typed = ctx.oidc.params?.user_code;
  return brought.get(req) ?? (typeof typed === 'string' ? typed : '');
}

/** Where the forms of these pages go, and the hidden field that the engine wants back. */
export function deviceForm(ctx: KoaContextWithOIDC): { action: string; xsrf: string } {
  const secret = ctx.oidc.session?.state?.secret;
  return { action: ctx.oidc.urlFor('code_verification'), xsrf: typeof secret === 'string' ? secret : '' };
}

/** The engine names its reasons by class. */
export function mistakeOf(error: Error): DeviceMistake {
  switch (error.name) {
    case 'NoCodeError':
      return 'empty';
    case 'NotFoundError':
    case 'ExpiredError':
      return 'unknown';
    case 'AlreadyUsedError':
      return 'used';
    case 'AbortedError':
      return 'aborted';
    default:
      return 'failed';
  }
}
