import { hash } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { CompactEncrypt, type CryptoKey, importJWK, type JWK, SignJWT } from 'jose';
import { noteCall } from '../client-calls.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { type Octets, octetsOf } from '../profile/index.ts';
import { operationOf, type Web } from '../web/index.ts';
import { sendJson } from './answer.ts';
import { asOfIn } from './as-of.ts';
import { countAnswer, limitHeaders, refuseAskedAgain } from './asked-again.ts';
import { verifyProof } from './proof.ts';
import { asObject, type HandedOver, releaseProfile } from './release.ts';
import { narrowed, renewed, wishOf } from './wish.ts';

/** What the profile API needs to know of tokens; the engine's room hands it over. */
export interface TokenTools {
  /** How an access token is found. */
  hash(token: string): Buffer;
  /** False when this proof was seen before. */
  unseen(jkt: string, jti: string): Promise<boolean>;
  /** What proofs have to carry besides, of clients that are held to it. */
  readonly nonces: {
    next(at: Date): string;
    isOurs(nonce: string, at: Date): boolean;
    /** Whether the client of this token has to use one. */
    demanded(token: string): Promise<boolean>;
  };
  /** The ES256 key that signs profiles now. */
  signingKey(): JWK;
  /** What profiles are encrypted with for the client of this token; undefined: it registered nothing for it. */
  encryptionKey(op: Operation, token: Buffer): Promise<EncryptionKey | undefined>;
}

export interface EncryptionKey {
  readonly alg: string;
  readonly enc: string;
  /** Public key of the client. */
  readonly jwk: JWK;
}

const PATH = '/api/v1/profile';
const MOST_FIELDS = 200;
/** A key of the catalogue; of a predicate with what it is asked about, "entity.seat_in_province:23". */
const KEY = /^[a-z_.0-9]{1,100}(:[a-z_0-9]{1,30})?$/;

/** GET /api/v1/profile: the fields of the purpose that the access token was given for. */
export function profileApi(web: Web, tools: TokenTools): Router {
  const answer = async (req: Request, res: Response) => {
    const op = operationOf(req);
    const { token, jkt } = await proven(web, tools, req, res);
    const fields = fieldsAsked(req);
    const wish = wishOf(req.query, op.at);
    const asOf = asOfIn(req.query, op.at);
    const id = tools.hash(token);
    await refuseAskedAgain(op, { token: id, jkt, fields });
    // Before anything is handed over: what cannot be sent must not stand on the record as given.
    const signs = wantsSigned(req);
    const forClient = signs ? await tools.encryptionKey(op, id) : undefined;
    const disputes = wish?.since !== undefined && 'time' in wish.since;
    const released = await releaseProfile(op, { token: id, jkt, fields, asOf, disputes });
    tell(op, released.clientId, '', '');
    const whole = wish ? await renewed(op, released, wish) : released;
    res.setHeader('cache-control', 'private, no-cache');
    res.setHeader('vary', 'Accept, Authorization, DPoP');
    const { body: text, etag } = written(whole);
    res.setHeader('etag', etag);
    const limits = countAnswer(op, {
      token: id,
      clientId: released.clientId,
      sub: released.head.acting.sub,
      subjectId: released.subject.id,
      fields,
      etag,
      said: whole.fields,
    });
    for (const name in limits) res.setHeader(name, limits[name] ?? '');
    const handed = wish?.since ? await narrowed(op, whole, wish.since, id) : whole;
    const body = handed === whole ? text : written(handed).body;
    const known = req.headers['if-none-match'];
    if (known !== undefined && isSame(known, etag)) {
      res.status(304).end();
      return;
    }
    if (signs) {
      const jwt = await signed(web, tools.signingKey(), op, handed);
      res.type('application/jwt').send(forClient ? await encrypted(jwt, forClient) : jwt);
      return;
    }
    sendJson(res, body);
  };
  return Router().get(PATH, challenging(tools, answer));
}

/** Of this call, for those who develop the client. */
function tell(op: Operation, client: string | Buffer, code: string, parameter: string): void {
  const { tracking, at, system } = op;
  noteCall(system, { client, step: 'profile', code, reason: '', parameter, said: '', tracking, at });
}

/** Which header or parameter was wrong, where it is not the right that is missing. */
const wrong: Readonly<Record<string, string | undefined>> = {
  'release.token_missing': 'Authorization',
  'release.token_unknown': 'Authorization',
  'release.proof_invalid': 'DPoP',
  'release.nonce_needed': 'DPoP',
  'release.fields_malformed': 'fields',
  'release.as_of_malformed': 'as_of',
  'release.history_not_allowed': 'as_of',
  'release.field_not_in_purpose': 'fields',
  'release.scope_missing': 'scope',
};

function tellRefused(tools: TokenTools, req: Request, error: unknown): void {
  const [, token = ''] = (req.get('authorization') ?? '').split(' ');
  if (!/^[\w-]{20,200}$/.test(token)) return;
  const code = error instanceof Fault ? error.code : 'web.unexpected';
  tell(operationOf(req), tools.hash(token), code, wrong[code] ?? '');
}

function wantsSigned(req: Request): boolean {
  if (!/jwt/i.test(req.headers.accept ?? '')) return false;
  return req.accepts(['application/json', 'application/jwt']) === 'application/jwt';
}

async function signed(web: Web, key: JWK, op: Operation, handed: HandedOver): Promise<string> {
  const { acting, release } = handed.head;
  return new SignJWT({ ...asObject(handed) })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid ?? '', typ: 'profile+jwt' })
    .setIssuer(web.system.config.issuer)
    .setAudience(handed.clientId)
    .setSubject(acting.sub)
    .setJti(release)
    .setIssuedAt(op.at)
    .sign(await importJWK(key, 'ES256'));
}

/** Signed first, then encrypted, as ID tokens are. */
async function encrypted(jwt: string, { alg, enc, jwk }: EncryptionKey): Promise<string> {
  const key = (await importJWK(jwk, alg)) as CryptoKey;
  return new CompactEncrypt(new TextEncoder().encode(jwt))
    .setProtectedHeader({ alg, enc, cty: 'JWT', ...(jwk.kid ? { kid: jwk.kid } : {}) })
    .encrypt(key);
}

const DPOP = 'DPoP algs="ES256 EdDSA PS256"';
/** In the words of RFC 9449 §7.1 and §9; whatever else is wrong is the token. */
const errorNames: Readonly<Record<string, string | undefined>> = {
  'release.nonce_needed': 'use_dpop_nonce',
  'release.proof_invalid': 'invalid_dpop_proof',
};

/** Who sent no token is told the ways, and of no error (RFC 6750 §3.1). */
function challengeOf(sent: string | undefined, { code }: Fault): string {
  if (sent === undefined) return `Bearer realm="Yekbar", ${DPOP}`;
  return `${/^dpop /i.test(sent) ? `${DPOP},` : 'Bearer'} error="${errorNames[code] ?? 'invalid_token'}"`;
}

/** Tells a refused client which scheme to use (RFC 6750 §3, RFC 9449 §7.1). */
function challenging(
  tools: TokenTools,
  answer: (req: Request, res: Response) => Promise<void>,
): RequestHandler {
  return async (req, res) => {
    try {
      await answer(req, res);
    } catch (error) {
      tellRefused(tools, req, error);
      if (error instanceof Fault && error.kind === 'too_many')
        for (const [name, value] of Object.entries(limitHeaders(operationOf(req), error)))
          res.setHeader(name, value);
      if (error instanceof Fault && error.kind === 'unauthenticated')
        res.setHeader('www-authenticate', challengeOf(req.get('authorization'), error));
      throw error;
    }
  };
}

/**
 * The token, and the key that was proven to hold it.
 * @throws release.token_missing, release.proof_invalid, release.nonce_needed
 */
async function proven(
  web: Web,
  tools: TokenTools,
  req: Request,
  res: Response,
): Promise<{ token: string; jkt: string | null }> {
  const [scheme = '', token = '', ...rest] = (req.get('authorization') ?? '').split(' ');
  const isDpop = /^dpop$/i.test(scheme);
  if (rest.length > 0 || !/^[\w-]{20,200}$/.test(token) || !(isDpop || /^bearer$/i.test(scheme)))
    throw new Fault('unauthenticated', 'release.token_missing');
  if (!isDpop) return { token, jkt: null };
  const now = web.system.now();
  const { jkt, jti, nonce } = await verifyProof({
    proof: req.get('dpop') ?? '',
    token,
    method: req.method,
    address: web.system.config.issuer + PATH,
    now,
  });
  const next = tools.nonces.next(now);
  if (nonce !== next) res.setHeader('dpop-nonce', next);
  if (nonce === undefined ? await tools.nonces.demanded(token) : !tools.nonces.isOurs(nonce, now))
    throw new Fault('unauthenticated', 'release.nonce_needed');
  if (!(await tools.unseen(jkt, jti)))
    throw new Fault('unauthenticated', 'release.proof_invalid', { part: 'jti' });
  return { token, jkt };
}

function fieldsAsked(req: Request): string[] | null {
  const { fields } = req.query;
  // "field", "fields[]": who narrows and writes it otherwise must not get everything.
  if (Object.keys(req.query).some(name => /^field/i.test(name) && name !== 'fields'))
    throw new Fault('bad_input', 'release.fields_malformed');
  if (fields === undefined) return null;
  const keys = typeof fields === 'string' ? fields.split(',').filter(Boolean) : [];
  if (keys.length === 0 || keys.length > MOST_FIELDS || keys.some(key => !KEY.test(key)))
    throw new Fault('bad_input', 'release.fields_malformed');
  return [...new Set(keys)];
}

/**
 * The answer, and its ETag: the same values under the same purpose and basis. The number of the release is no part of
 * that, so it stands at the end.
 */
function written({ head, fields, mark }: HandedOver): { body: Octets; etag: string } {
  const { release, ...rest } = head;
  const said = octetsOf(JSON.stringify(rest));
  const body = `${said.slice(0, -1)},"fields":${fields},"release":"${release}"}` as Octets;
  return { body, etag: `W/"${hash('sha256', `${said}\n${mark}`, 'base64url').slice(0, 27)}"` };
}

function isSame(header: string, etag: string): boolean {
  const strong = (text: string) => text.trim().replace(/^W\//, '');
  return header.split(',').some(one => strong(one) === strong(etag) || one.trim() === '*');
}
