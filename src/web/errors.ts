import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { noteCall } from '../client-calls.ts';
import { DatabaseAway } from '../db/index.ts';
import { Fault, type FaultKind } from '../errors.ts';
import { type Lang, messages } from '../i18n/index.ts';
import { errorFacts } from '../log.ts';
import type { Operation } from '../operation.ts';
import { clientLetIn } from './client-api.ts';
import { isForPrograms, operationOf, type Web } from './operation.ts';
import { pageOf, sendPage } from './page.ts';

const statuses: Record<FaultKind, number> = {
  bad_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  too_many: 429,
  busy: 503,
  unavailable: 503,
};

export function statusOf(fault: Fault): number {
  return statuses[fault.kind];
}

/** RFC 9457 problem details, as the contract writes them. */
export function problemOf(fault: Fault, op: Pick<Operation, 'tracking' | 'lang'>): Record<string, unknown> {
  const { retryAfter, ...data } = fault.data;
  return {
    type: 'about:blank',
    title: fault.kind.replaceAll('_', ' '),
    status: statusOf(fault),
    code: fault.code,
    detail: sentenceOf(fault, op.lang),
    request_id: op.tracking,
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  };
}

export function sentenceOf(fault: Fault, lang: Lang): string {
  const sentences: Record<string, ((data: Fault['data']) => string) | undefined> = messages(lang).faults;
  return (sentences[fault.code] ?? sentences['web.unexpected'])?.(fault.data) ?? fault.code;
}

/** What to say above a form that is shown again with what was typed. @throws what no change of the form can mend */
export function mistakeOf(
  error: unknown,
  lang: Lang,
  mendable: readonly FaultKind[] = ['bad_input'],
): string {
  if (error instanceof Fault && mendable.includes(error.kind)) return sentenceOf(error, lang);
  throw error;
}

/** Last middleware: the only place where an error becomes an answer. */
export function catchFaults(web: Web): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    const op = operationOf(req);
    const { log } = web.system;
    if (brokenOff(req, error)) {
      log.info({ tracking: op.tracking }, 'broken off');
      res.destroy();
      return;
    }
    const fault = faultOf(error);
    const unexpected = fault.code === 'web.unexpected';
    const status = unexpected ? 500 : statusOf(fault);
    const line = { tracking: op.tracking, status };
    // What nobody foresaw is an error of ours, and so is a database that is away; a refused request is not.
    if (unexpected) log.error({ ...line, ...errorFacts(error) }, 'unexpected');
    else if (error instanceof DatabaseAway) log.error({ ...line, ...errorFacts(error) }, 'database away');
    else log.info({ ...line, fault: fault.code }, 'refused');
    tellClient(web, req, op, fault);
    if (res.headersSent) {
      next(error);
      return;
    }
    if (fault.data.retryAfter !== undefined) res.setHeader('retry-after', String(fault.data.retryAfter));
    res.setHeader('cache-control', 'no-store');
    if (wantsPage(req)) {
      // What a page reads besides may be what failed.
      const page = await pageOf(web, req, op).catch(() =>
        pageOf({ ...web, announced: async () => [] }, req, { ...op, actor: { kind: 'stranger' } }),
      );
      sendPage(
        res,
        web.errorPage(page, { status, code: fault.code, sentence: sentenceOf(fault, op.lang) }),
        status,
      );
      return;
    }
    res
      .status(status)
      .type('application/problem+json')
      .setHeader('content-language', op.lang)
      .send(JSON.stringify({ ...problemOf(fault, op), status }));
  };
}

/** A call of a client that was let in and refused after all, for those who develop it. */
function tellClient(web: Web, req: Request, op: Operation, fault: Fault): void {
  const client = clientLetIn(req);
  if (!client) return;
  const [parameter] = [fault.data.parameter, fault.data.field, fault.data.scope && 'scope'].filter(Boolean);
  noteCall(web.system, {
    client,
    step: 'api',
    code: fault.code,
    reason: '',
    parameter: typeof parameter === 'string' ? parameter.slice(0, 60) : '',
    said: '',
    tracking: op.tracking,
    at: op.at,
  });
}

/** Errors of parsers carry a status and a type; everything else is unexpected. */
function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof DatabaseAway)
    return new Fault('unavailable', 'web.database_away', { retryAfter: DatabaseAway.retryAfter });
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 413) return new Fault('too_large', 'web.too_large');
  if (error instanceof SyntaxError && status === 400) return new Fault('bad_input', 'web.json_malformed');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Fault('bad_input', 'web.malformed');
  return new Fault('unavailable', 'web.unexpected');
}

/** Whoever sends has left before the end, and hears no answer: an upload that is taken up again later, for one. */
function brokenOff(req: Request, error: unknown): boolean {
  return (
    req.destroyed && !req.complete && (error as NodeJS.ErrnoException | undefined)?.code === 'ECONNRESET'
  );
}

function wantsPage(req: Request): boolean {
  return !isForPrograms(req) && req.accepts(['json', 'html']) === 'html';
}

/** After all routes: nothing here has this address. @throws web.not_found, of programs web.no_such_call {method} */
export const notFound: RequestHandler = req => {
  if (isForPrograms(req)) throw new Fault('not_found', 'web.no_such_call', { method: req.method });
  throw new Fault('not_found', 'web.not_found');
};
