import { Router } from 'express';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import { type Octets, octetsOf } from '../profile/index.ts';
import { type AuthenticateClient, clientWith, guarded, jsonBody, sentenceOf } from '../web/index.ts';
import { sendJson } from './answer.ts';
import { asOfIn, timesOf } from './as-of.ts';
import { type BatchInput, type BatchItem, releaseBatch } from './batch.ts';

const NEEDED = { scope: 'business_profile', refusal: 'release.scope_missing' };

/** POST /api/v1/profiles: fields of many subjects, for a purpose under law, by the client's own token. */
export function batchApi(authenticate: AuthenticateClient): Router {
  const router = Router();
  const { guard, callerOf } = guarded(clientWith(authenticate, NEEDED));
  router.post('/api/v1/profiles', guard, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const input = readBatch(req.body, op.at);
    const { purpose, items } = await releaseBatch(op, clientId, input);
    const head = { purpose, basis: { type: 'law' }, ...(input.asOf && timesOf(input.asOf)) };
    const start = octetsOf(JSON.stringify(head).slice(0, -1));
    const parts = items.map(item => written(item, op.lang));
    sendJson(res, `${start},"profiles":[${parts.join(',')}]}` as Octets);
  });
  return router;
}

/** @throws release.batch_malformed, release.as_of_malformed */
function readBatch(body: unknown, at: Date): BatchInput {
  const { purpose, fields, subjects, as_of, known_at } = (body ?? {}) as Record<string, unknown>;
  const texts = (value: unknown) => Array.isArray(value) && value.every(one => typeof one === 'string');
  if (
    !Array.isArray(subjects) ||
    (purpose !== undefined && typeof purpose !== 'string') ||
    (fields !== undefined && !(texts(fields) && (fields as string[]).length > 0))
  )
    throw new Fault('bad_input', 'release.batch_malformed');
  return {
    purpose: purpose as string | undefined,
    fields: fields as string[] | undefined,
    subjects,
    asOf: asOfIn({ as_of, known_at }, at),
  };
}

function written(item: BatchItem, lang: Lang): string {
  const about = item.id === undefined ? null : { type: item.type, id: item.id };
  const subject = about && 'successor' in item ? { ...about, successor: item.successor } : about;
  if ('fields' in item) {
    const { release, renumbered, unknown, fields } = item;
    const head = { subject, ...(renumbered && { renumbered }), release, ...(unknown && { unknown }) };
    return `${octetsOf(JSON.stringify(head)).slice(0, -1)},"fields":${fields}}`;
  }
  // The same refusal as where somebody gave access; here nobody did.
  const code = `release.${item.refusal === 'person_inactive' ? 'subject_inactive' : item.refusal}`;
  return octetsOf(JSON.stringify({ subject, code, detail: sentenceOf(new Fault('forbidden', code), lang) }));
}
