/**
 * The test issuer of the conformance check (RFC 6749, RFC 7636, OpenID Connect Core): it signs nobody in, asks nothing,
 * knows nobody, and is wrong on purpose in one thing at a time. What a system does with that is noted.
 */
import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { Fault } from '../errors.ts';
import { formText, operationOf, postForm } from '../web/index.ts';
import { beginCase, getTrial, keepAnswer, see, seeAgain, type Trial } from './check.ts';
import { SUBJECT } from './check-probes.ts';
import { publicOf } from './issuer-keys.ts';
import {
  answerOf,
  idTokenFor,
  metadataOf,
  openTicket,
  profileOf,
  sealTicket,
  type Ticket,
} from './test-issuer.ts';

const BASE = '/sandbox/op/:place';
const MINUTES = 5;

export function issuerRoutes(): Router {
  const router = Router();
  const trialOf = (req: Request) => getTrial(operationOf(req), String(req.params.place));
  router.get(`${BASE}/.well-known/openid-configuration`, async (req, res) => {
    res.setHeader('cache-control', 'no-store').json(metadataOf((await trialOf(req)).issuer));
  });
  router.get(`${BASE}/jwks`, async (req, res) => {
    const { keys } = await trialOf(req);
    res.setHeader('cache-control', 'no-store').json({ keys: [publicOf(keys.now), publicOf(keys.next)] });
  });
  router.get(`${BASE}/auth`, async (req, res) => {
    res.setHeader('cache-control', 'no-store').redirect(303, await authorize(req, await trialOf(req)));
  });
  router.post(`${BASE}/token`, postForm, async (req, res) => token(req, res, await trialOf(req)));
  for (const verb of ['get', 'post'] as const)
    router[verb](`${BASE}/userinfo`, async (req: Request, res: Response) => {
      if (await fetched(req, res, await trialOf(req)))
        res.json({ sub: SUBJECT, represented: { type: 'self' } });
    });
  router.get(`${BASE}/api/v1/profile`, async (req, res) => {
    if (await fetched(req, res, await trialOf(req))) res.json(profileOf());
  });
  return router;
}

/** @returns the address that the browser is sent back to */
async function authorize(req: Request, trial: Trial): Promise<string> {
  const op = operationOf(req);
  const text = (name: string) => (typeof req.query[name] === 'string' ? String(req.query[name]) : undefined);
  const refuse = (parameter: string): never => {
    throw new Fault('bad_input', 'developer.check_request', { parameter });
  };
  const redirect = text('redirect_uri') ?? '';
  const registered = trial.client.metadata.redirect_uris;
  if (text('client_id') !== trial.client.id) refuse('client_id');
  if (!Array.isArray(registered) || !registered.includes(redirect)) refuse('redirect_uri');
  if (text('response_type') !== 'code') refuse('response_type');
  if (!(text('scope') ?? '').split(' ').includes('openid')) refuse('scope');
  const { key, answer: first } = await beginCase(op, trial.id);
  const [nonce, state, challenge] = [text('nonce'), text('state'), text('code_challenge')];
  const code = sealTicket(op, {
    kind: 'code',
    check: trial.id,
    key,
    redirect,
    offline: (text('scope') ?? '').includes('offline_access'),
    ...(nonce === undefined ? {} : { nonce }),
    ...(challenge === undefined || text('code_challenge_method') !== 'S256' ? {} : { challenge }),
  });
  if (key === 'ok' && state !== undefined) await keepAnswer(op, trial.id, { code, state });
  const back = new URL(redirect);
  for (const [name, value] of Object.entries(answerOf(key, trial.issuer, { code, state }, first)))
    back.searchParams.set(name, value);
  return back.href;
}

async function token(req: Request, res: Response, trial: Trial): Promise<void> {
  const op = operationOf(req);
  res.setHeader('cache-control', 'no-store');
  const refuse = (error: string) => void res.status(400).json({ error });
  const kind = formText(req, 'grant_type', 100);
  if (kind === 'refresh_token') {
    const ticket = openTicket(op, trial, 'refresh', formText(req, 'refresh_token', 4_000));
    if (!ticket) return refuse('invalid_grant');
    return refresh(req, res, trial, ticket);
  }
  if (kind !== 'authorization_code') return refuse('unsupported_grant_type');
  const ticket = openTicket(op, trial, 'code', formText(req, 'code', 4_000));
  if (!ticket) return refuse('invalid_grant');
  const before = await see(op, trial.id, ticket.key);
  if (before.includes('token')) {
    await seeAgain(op, trial.id, ticket.key);
    return refuse('invalid_grant');
  }
  const verifier = formText(req, 'code_verifier', 200);
  const proof = createHash('sha256').update(verifier).digest('base64url');
  const fault = !ticket.challenge ? 'no_pkce' : proof === ticket.challenge ? undefined : 'bad_pkce';
  await see(op, trial.id, ticket.key, 'token', ...(fault ? ([fault] as const) : []));
  if (fault || formText(req, 'redirect_uri', 2_000) !== ticket.redirect) return refuse('invalid_grant');
  res.json({
    ...tokensFor(req, trial, ticket, 0),
    id_token: await idTokenFor(op, trial, ticket),
  });
}

/** Each refresh token is good once; whoever shows an old one has not kept the new one. */
async function refresh(req: Request, res: Response, trial: Trial, ticket: Ticket): Promise<void> {
  const op = operationOf(req);
  const turn = ticket.turn ?? 0;
  const sight = `turn:${ticket.at}:${turn}` as const;
  const before = await see(op, trial.id, 'refresh', 'token', sight);
  if (before.includes(sight)) {
    await see(op, trial.id, 'refresh', 'reused');
    return void res.status(400).json({ error: 'invalid_grant' });
  }
  res.json(tokensFor(req, trial, ticket, turn + 1));
}

function tokensFor(req: Request, trial: Trial, { key, offline }: Ticket, turn: number) {
  const op = operationOf(req);
  const base = { check: trial.id, key };
  return {
    access_token: sealTicket(op, { ...base, kind: 'access' }),
    token_type: 'Bearer',
    expires_in: MINUTES * 60,
    ...(offline ? { refresh_token: sealTicket(op, { ...base, kind: 'refresh', offline, turn }) } : {}),
  };
}

/** Whoever uses the access token of a case has taken what was said in it for true. */
async function fetched(req: Request, res: Response, trial: Trial): Promise<boolean> {
  const op = operationOf(req);
  res.setHeader('cache-control', 'no-store');
  const shown = /^Bearer ([\w-]+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';
  const ticket = openTicket(op, trial, 'access', shown);
  if (ticket) await see(op, trial.id, ticket.key, 'fetch');
  else
    res
      .status(401)
      .setHeader('www-authenticate', 'Bearer error="invalid_token"')
      .json({ error: 'invalid_token' });
  return ticket !== undefined;
}
