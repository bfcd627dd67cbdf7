/** The transmitter of the Shared Signals Framework 1.0 over HTTP: metadata, streams, status, subjects, verification. */
import { type Request, type Response, Router } from 'express';
import { Fault } from '../errors.ts';
import { type AuthenticateClient, type ClientCaller, guarded, jsonBody, type Web } from '../web/index.ts';
import { supportedEvents } from './event-types.ts';
import {
  type Body,
  POLL,
  PUSH,
  readBody,
  readId,
  readPoll,
  readReason,
  readStreamChange,
  readStreamInput,
  readText,
} from './input.ts';
import { pollStream } from './poll.ts';
import {
  askVerification,
  changeStream,
  createStream,
  getOwnStream,
  listStreams,
  removeStream,
  type Stream,
  setStatus,
  VERIFICATION_INTERVAL,
} from './stream.ts';
import { readSubject } from './subject.ts';
import { addSubject, removeSubject } from './subjects.ts';
import type { SignEvent } from './token.ts';

const BASE = '/api/v1/events';
const READ = 'ssf.read';
const MANAGE = 'ssf.manage';

export interface EventTools {
  readonly sign: SignEvent;
  readonly authenticateClient: AuthenticateClient;
}

export function eventRoutes(web: Web, tools: EventTools): Router {
  const { issuer } = web.system.config;
  const router = Router();

  router.get('/.well-known/ssf-configuration', (_req, res) => {
    res.setHeader('cache-control', 'public, max-age=300');
    res.json(metadata(issuer));
  });

  const { guard: reads, callerOf } = guarded(clientOf(tools, READ));
  const { guard: manages } = guarded(clientOf(tools, MANAGE));
  const show = (stream: Stream) => configurationOf(issuer, stream);

  router.post(`${BASE}/stream`, manages, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const body = readBody(req.body);
    refuseOthers({ iss: issuer, events_supported: supportedEvents }, body);
    const stream = await createStream(op, clientId, readStreamInput(body));
    send(res, show(stream), 201);
  });
  router.get(`${BASE}/stream`, reads, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const id = idAsked(req);
    if (id !== undefined) send(res, show(await getOwnStream(op, clientId, id)));
    else send(res, (await listStreams(op, clientId)).map(show));
  });
  const change = (whole: boolean) => async (req: Request, res: Response) => {
    const { op, clientId } = callerOf(req);
    const body = readBody(req.body);
    const id = readId(body);
    refuseOthers(show(await getOwnStream(op, clientId, id)), body);
    const wish = whole ? () => readStreamInput(body) : readStreamChange(body);
    send(res, show(await changeStream(op, clientId, id, wish)));
  };
  router.patch(`${BASE}/stream`, manages, jsonBody, change(false));
  router.put(`${BASE}/stream`, manages, jsonBody, change(true));
  router.delete(`${BASE}/stream`, manages, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    await removeStream(op, clientId, idAsked(req) ?? '');
    res.status(204).end();
  });

  router.get(`${BASE}/status`, reads, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    send(res, statusOf(await getOwnStream(op, clientId, idAsked(req) ?? '')));
  });
  router.post(`${BASE}/status`, manages, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const body = readBody(req.body);
    const stream = await getOwnStream(op, clientId, readId(body));
    const status = (['enabled', 'paused', 'disabled'] as const).find(one => one === body.status);
    if (!status) throw new Fault('bad_input', 'events.malformed', { part: 'status' });
    const reason = readReason(body);
    send(res, statusOf(await setStatus(op, stream, { status, reason, by: 'receiver' })));
  });

  router.post(`${BASE}/subjects/add`, manages, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const body = readBody(req.body);
    await addSubject(op, clientId, readId(body), readSubject(body.subject));
    res.status(200).end();
  });
  router.post(`${BASE}/subjects/remove`, manages, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const body = readBody(req.body);
    await removeSubject(op, clientId, readId(body), readSubject(body.subject));
    res.status(204).end();
  });

  router.post(`${BASE}/verification`, manages, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const body = readBody(req.body);
    await askVerification(op, clientId, readId(body), readText(body, 'state', 300));
    res.status(204).end();
  });

  router.post(`${BASE}/streams/:id/poll`, reads, jsonBody, async (req, res) => {
    const { op, clientId } = callerOf(req);
    const found = await pollStream(op, String(req.params.id), clientId, readPoll(readBody(req.body ?? {})), {
      sign: tools.sign,
      gone: () => res.destroyed,
    });
    send(res, found);
  });

  return router;
}

/** Whoever may manage may read. @throws events.token_needed, events.scope_needed */
function clientOf({ authenticateClient }: EventTools, scope: typeof READ | typeof MANAGE) {
  return async (req: Request): Promise<ClientCaller> => {
    if (!req.get('authorization')) throw new Fault('unauthenticated', 'events.token_needed');
    const op = await authenticateClient(req);
    if (op.actor.kind !== 'client') throw new Fault('unauthenticated', 'events.token_needed');
    const { clientId, scopes } = op.actor;
    if (!scopes.includes(scope) && !scopes.includes(MANAGE))
      throw new Fault('forbidden', 'events.scope_needed', { scope });
    return { op, clientId };
  };
}

function idAsked(req: Request): string | undefined {
  const id = req.query.stream_id;
  return typeof id === 'string' ? id.slice(0, 64) : undefined;
}

const OURS = ['iss', 'aud', 'events_supported', 'events_delivered', 'min_verification_interval'] as const;

/** What the transmitter says of a stream may be sent back, but not otherwise (SSF 1.0 §8.1.1.3). */
function refuseOthers(said: { readonly [name in (typeof OURS)[number]]?: unknown }, body: Body): void {
  for (const name of OURS)
    if (name in said && name in body && inAnyOrder(body[name]) !== inAnyOrder(said[name]))
      throw new Fault('bad_input', 'events.malformed', { part: name });
}

/** The types of events are sets: no order is promised, and none is asked for. */
function inAnyOrder(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? value.map(one => JSON.stringify(one)).toSorted() : value);
}

function send(res: Response, body: unknown, status = 200): void {
  res.setHeader('cache-control', 'no-store');
  res.status(status).type('application/json').send(JSON.stringify(body));
}

function statusOf({ id, status, reason }: Stream) {
  return { stream_id: id, status, ...(reason === null ? {} : { reason }) };
}

/** The authorization header of a push receiver is never shown again. */
function configurationOf(issuer: string, stream: Stream) {
  const { delivery } = stream;
  return {
    stream_id: stream.id,
    iss: issuer,
    aud: stream.clientId,
    events_supported: supportedEvents,
    events_requested: stream.requested,
    events_delivered: supportedEvents.filter(type => stream.requested.includes(type)),
    delivery:
      delivery.method === 'push'
        ? { method: PUSH, endpoint_url: delivery.url }
        : { method: POLL, endpoint_url: `${issuer}${BASE}/streams/${stream.id}/poll` },
    min_verification_interval: VERIFICATION_INTERVAL,
    ...(stream.description === null ? {} : { description: stream.description }),
  };
}

function metadata(issuer: string) {
  return {
    spec_version: '1_0',
    issuer,
    jwks_uri: `${issuer}/jwks`,
    delivery_methods_supported: [PUSH, POLL],
    configuration_endpoint: `${issuer}${BASE}/stream`,
    status_endpoint: `${issuer}${BASE}/status`,
    add_subject_endpoint: `${issuer}${BASE}/subjects/add`,
    remove_subject_endpoint: `${issuer}${BASE}/subjects/remove`,
    verification_endpoint: `${issuer}${BASE}/verification`,
    critical_subject_members: ['user', 'tenant'],
    authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
    default_subjects: 'ALL',
  };
}
