import { type Request, Router } from 'express';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';
import { jsonBody, sentenceOf } from '../web/index.ts';
import { type BatchInput, type BatchItem, releaseBatch } from './batch.ts';

const SCOPE = 'business_profile';

/** POST /api/v1/profiles: fields of many subjects, for a purpose under law, by the client's own token. */
export function batchApi(authenticateClient: (req: Request) => Promise<Operation>): Router {
  const router = Router();
  const callers = new WeakMap<Request, { op: Operation; clientId: string }>();
  router.post(
    '/api/v1/profiles',
    async (req, res, next) => {
      res.setHeader('www-authenticate', 'Bearer realm="Yekbar"');
      const op = await authenticateClient(req);
      if (op.actor.kind !== 'client') throw new Fault('unauthenticated', 'release.token_missing');
      if (!op.actor.scopes.includes(SCOPE)) throw new Fault('forbidden', 'release.scope_missing');
      res.removeHeader('www-authenticate');
      callers.set(req, { op, clientId: op.actor.clientId });
      next();
    },
    jsonBody,
    async (req, res) => {
      const { op, clientId } = callers.get(req) ?? {};
      if (!op || !clientId) throw new Error('a batch without a caller');
      const { purpose, items } = await releaseBatch(op, clientId, readBatch(req.body));
      res.setHeader('cache-control', 'no-store');
      const start = JSON.stringify({ purpose, basis: { type: 'law' } }).slice(0, -1);
      const parts = items.map(item => written(item, op.lang));
      res.type('application/json').send(`${start},"profiles":[${parts.join(',')}]}`);
    },
  );
  return router;
}

/** @throws release.batch_malformed */
function readBatch(body: unknown): BatchInput {
  const { purpose, fields, subjects } = (body ?? {}) as Record<string, unknown>;
  const texts = (value: unknown) => Array.isArray(value) && value.every(one => typeof one === 'string');
  if (
    !Array.isArray(subjects) ||
    (purpose !== undefined && typeof purpose !== 'string') ||
    (fields !== undefined && !(texts(fields) && (fields as string[]).length > 0))
  )
    throw new Fault('bad_input', 'release.batch_malformed');
  return { purpose: purpose as string | undefined, fields: fields as string[] | undefined, subjects };
}

function written(item: BatchItem, lang: Lang): string {
  const subject = item.id === undefined ? null : { type: item.type, id: item.id };
  if ('fields' in item)
    return `${JSON.stringify({ subject, release: item.release }).slice(0, -1)},"fields":${item.fields}}`;
  const code = `release.${item.refusal}`;
  return JSON.stringify({ subject, code, detail: sentenceOf(new Fault('forbidden', code), lang) });
}
