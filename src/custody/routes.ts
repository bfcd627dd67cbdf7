import { type Request, type Response, Router } from 'express';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { type AuthenticateClient, guarded, jsonBody, sentenceOf } from '../web/index.ts';
import { getCustodian } from './custodian.ts';
import { takeFacts } from './facts.ts';
import type { Refusal } from './item.ts';
import { linesOf } from './lines.ts';
import { beginLoad, type Load, loadRows, reportLoad } from './load.ts';
import { takePosted } from './posted.ts';
import type { Taken } from './take.ts';

/** For custodians of registries: facts that they send by themselves, one by one or by the million. */
export function custodyApi(authenticate: AuthenticateClient): Router {
  const router = Router();
  const base = '/api/v1/custody';

  const { guard, callerOf } = guarded(async req => {
    const op = await authenticate(req);
    await getCustodian(op);
    return op;
  });

  router.post(`${base}/facts`, guard, jsonBody, async (req: Request, res: Response) => {
    const op = callerOf(req);
    const { items } = (req.body ?? {}) as { items?: unknown };
    const taken = await takeFacts(op, items);
    res.json({ items: taken.map((one, at) => written(one, keyOf(items, at), op)) });
  });

  router.post(`${base}/answers`, guard, jsonBody, async (req: Request, res: Response) => {
    res.json({ status: await takePosted(callerOf(req), req.body) });
  });

  router.post(`${base}/loads`, guard, jsonBody, async (req: Request, res: Response) => {
    const { rows } = (req.body ?? {}) as { rows?: unknown };
    const load = await beginLoad(callerOf(req), rows);
    res.status(201).location(`${base}/loads/${load.id}`).json(progress(load));
  });

  router.put(`${base}/loads/:id/rows`, guard, async (req: Request, res: Response) => {
    const from = numberOf(req.query.from, 'custody.load_from');
    if (!req.is('application/x-ndjson')) throw new Fault('bad_input', 'custody.load_type');
    if ((req.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity')
      throw new Fault('bad_input', 'custody.load_encoding');
    // What is left of the request when enough was taken is still heard out, or the answer would not reach its sender.
    const lines = linesOf(req.iterator({ destroyOnReturn: false }));
    try {
      res.json(progress(await loadRows(callerOf(req), String(req.params.id), from, lines)));
    } finally {
      req.resume();
    }
  });

  router.get(`${base}/loads/:id`, guard, async (req: Request, res: Response) => {
    const after = req.query.after === undefined ? -1 : numberOf(req.query.after, 'custody.load_from');
    const op = callerOf(req);
    const report = await reportLoad(op, String(req.params.id), after);
    const refusals = report.refusals.map(one => ({ ...one, detail: inWords(one.code, one.field, op) }));
    res.json({ ...progress(report), refusals });
  });

  return router;
}

function keyOf(items: unknown, at: number): string | null {
  const key: unknown = Array.isArray(items) ? items[at]?.key : undefined;
  return typeof key === 'string' ? key.slice(0, 100) : null;
}

/** @throws the fault of this code */
function numberOf(text: unknown, code: string): number {
  if (typeof text !== 'string' || !/^\d{1,12}$/.test(text)) throw new Fault('bad_input', code);
  return Number(text);
}

function written(one: Taken | Refusal, key: string | null, op: Operation): Record<string, unknown> {
  if ('code' in one) {
    const { code, field } = one;
    const detail = inWords(code, field, op);
    return { key, status: 'refused', code, ...(field === undefined ? {} : { field }), detail };
  }
  const older = one.older.length > 0 ? { older: one.older } : {};
  return { key, status: one.status, ...older, ...(one.repeated ? { repeated: true } : {}) };
}

function inWords(code: string, field: string | null | undefined, { lang }: Operation): string {
  return sentenceOf(new Fault('bad_input', code, field ? { field } : {}), lang);
}

function progress({ id, state, rows, nextRow, accepted, older, refused }: Load): Record<string, unknown> {
  return { id, state, rows, next_row: nextRow, accepted, older, refused };
}
