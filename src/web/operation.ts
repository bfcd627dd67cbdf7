import type { Request, RequestHandler, Response } from 'express';
import { beside } from '../beside.ts';
import { Fault } from '../errors.ts';
import { type Both, chooseLang, type Lang } from '../i18n/index.ts';
import { newTracking, type Operation, type System } from '../operation.ts';
import type { Html } from './html.ts';
import type { Guest, Page, Reader } from './page.ts';

/** A person with a session of the engine. */
export interface SignedIn {
  readonly personId: string;
  readonly sessionUid: string;
  readonly signedInAt: Date;
  readonly acr: string | undefined;
  /** What was proved in the session (RFC 8176). */
  readonly amr?: readonly string[];
}

/** Something that people should know beforehand. */
export interface Announced {
  /** null: Yekbar as a whole; else system:35 or registry:civil */
  readonly key: string | null;
  readonly text: Both;
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

/** What web needs from rooms below it; app.ts puts it together. */
export interface Web {
  readonly system: System;
  readonly readSession: (req: Request, res: Response) => Promise<SignedIn | undefined>;
  readonly describeReader: (op: Operation, personId: string) => Promise<Reader | undefined>;
  /** Who a newcomer to the demo may sign in as; nobody outside it. */
  readonly guest?: Guest | undefined;
  /** What is announced now: of Yekbar on every page, of a system or a registry where it is meant. */
  readonly announced?: (op: Operation) => Promise<readonly Announced[]>;
  readonly errorPage: (page: Page, error: { status: number; code: string; sentence: string }) => Html;
}

const LANG_COOKIE = 'lang';

const operations = beside<Request, Operation>('operation');

/** First middleware: gives the request a tracking code, a language and an operation of a stranger. */
export function withOperation(system: System): RequestHandler {
  return (req, res, next) => {
    const tracking = newTracking();
    res.setHeader('x-request-id', tracking);
    operations.set(req, {
      system,
      db: system.db,
      actor: { kind: 'stranger' },
      at: system.now(),
      tracking,
      lang: langOf(req, res, system.config.production),
      address: req.ip,
      memo: new Map(),
    });
    next();
  };
}

/** ?lang= wins and is remembered, then the cookie; of programs Accept-Language; then Persian. */
function langOf(req: Request, res: Response, secure: boolean): Lang {
  const asked = chooseLang(/[?&]lang=(\w\w)/.exec(req.originalUrl)?.[1]);
  if (asked) res.cookie(LANG_COOKIE, asked, { sameSite: 'lax', secure, maxAge: 365 * 86_400_000, path: '/' });
  const kept = asked ?? chooseLang(/(?:^|;\s*)lang=(\w\w)(?:;|$)/.exec(req.get('cookie') ?? '')?.[1]);
  return kept ?? (isForPrograms(req) ? chooseLang(req.headers['accept-language']) : undefined) ?? 'fa';
}

/** Addresses that no page stands at. */
export function isForPrograms({ originalUrl }: Request): boolean {
  return originalUrl.startsWith('/api/') || originalUrl.startsWith('/admin/api/');
}

/** True when the reader chose a language himself, by ?lang= or an earlier cookie. */
export function choseLang(req: Request): boolean {
  return (
    /[?&]lang=(fa|en)\b/.test(req.originalUrl) ||
    /(?:^|;\s*)lang=(fa|en)(?:;|$)/.test(req.get('cookie') ?? '')
  );
}

export function operationOf(req: Request): Operation {
  const op = operations.get(req);
  if (!op) throw new Error('withOperation is not mounted before this route');
  return op;
}

/** The operation of whoever has a session, else of a stranger. Costs one read of the session. */
export async function personOf(web: Web, req: Request, res: Response): Promise<Operation> {
  const op = operationOf(req);
  if (op.actor.kind === 'person') return op;
  const session = await web.readSession(req, res);
  if (!session) return op;
  const signed: Operation = {
    ...op,
    actor: { kind: 'person', personId: session.personId, sessionUid: session.sessionUid },
  };
  operations.set(req, signed);
  return signed;
}

/** An API call by a client whose token has been checked. */
export function clientOperation(op: Operation, clientId: string, scopes: readonly string[]): Operation {
  return { ...op, actor: { kind: 'client', clientId, scopes } };
}

/** Sends who has no session to sign-in and back here. @throws web.sign_in_first on a POST */
export function requirePerson(web: Web): RequestHandler {
  return async (req, res, next) => {
    const op = await personOf(web, req, res);
    if (op.actor.kind === 'person') {
      next();
      return;
    }
    if (req.method !== 'GET' && req.method !== 'HEAD')
      throw new Fault('unauthenticated', 'web.sign_in_first');
    res.redirect(303, `/sign-in?to=${encodeURIComponent(req.originalUrl)}`);
  };
}
