/** What a person types from a device (RFC 8628): in any digits, guessed by nobody. */
import type { NextFunction, Request, Response } from 'express';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { DeviceMistake } from '../../views/flow/data.ts';
import { Fault } from '../errors.ts';
import { countUse, type Limit, takeBackUse } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { latinDigits } from '../text.ts';
import { formText, operationOf, postForm } from '../web/index.ts';
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
const brought = new WeakMap<Request, string>();

/**
 * Before the engine reads a typed code: digits of every script become Latin ones, and the guess is counted. A code in
 * the address only fills the field, so that nobody is led past it.
 * @throws oidc.device_wait {retryAfter}
 */
export function readUserCode(
  req: Request,
  res: Response,
  answer: () => Promise<void>,
  next: NextFunction,
): void {
  if (req.method !== 'POST') {
    const { user_code: code } = req.query;
    if (typeof code === 'string') {
      brought.set(req, code.slice(0, 40));
      req.url = req.url.replace(/([?&])user_code=[^&]*/g, '$1');
    }
    answer().catch(next);
    return;
  }
  postForm(req, res, error => {
    if (error) next(error);
    else checked(req).then(answer).catch(next);
  });
}

async function checked(req: Request): Promise<void> {
  const typed = latinDigits(formText(req, 'user_code', 100)).replace(/[^0-9]/g, '');
  req.body = { ...req.body, user_code: typed };
  if (!typed) return;
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
