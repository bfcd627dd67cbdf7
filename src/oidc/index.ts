/**
 * oidc owns the engine (oidc-provider): its configuration, its store, its keys, its sessions, the policy of sign-in
 * and its pages. It decides who is signed in and what a grant means; it owns no person, no consent and no value.
 * app.ts mounts it; me lists and ends sessions; admin has its tokens checked here.
 */
import type { Request, RequestHandler, Response } from 'express';
import { Router } from 'express';
import type { JWK } from 'jose';
import { errors, type default as Provider } from 'oidc-provider';
import type { Approval } from '../approvals/index.ts';
import type { SignEvent } from '../events/index.ts';
import type { AuthenticateGrant } from '../handover/index.ts';
import type { Operation, System } from '../operation.ts';
import { profileApi } from '../release/index.ts';
import type { Delivering } from '../signals/index.ts';
import type { SignedIn, Web } from '../web/index.ts';
import { createArtifacts } from './adapter.ts';
import { accessTokenId } from './artifact.ts';
import { answerRequest, type Ping, sendPings } from './backchannel.ts';
import { encryptionKeyOf } from './client-keys.ts';
import { engineHandler, isEnginePath } from './engine.ts';
import { endGrants } from './grants.ts';
import { keepKeys } from './key-turn.ts';
import { assertSound, lifetimes } from './lifetimes.ts';
import { demandsNonce, isNonce, nextNonce } from './nonces.ts';
import { createPages } from './pages.ts';
import { interactionRoutes } from './routes.ts';
import { startEngine } from './running.ts';
import { signEvents } from './security-events.ts';
import {
  endGrantsOfPowers,
  endSession,
  endSessionsOf,
  listSessions,
  type SessionSummary,
  sessionReader,
} from './sessions.ts';
import { selectClientsOf } from './store.ts';
import { sweep } from './sweep.ts';
import { bearerOf, systemOf } from './system-token.ts';

export { selectGrantsOf as listGrants } from './binding-store.ts';
export type { Device } from './device.ts';
export { describeKeys, type Turn, turnKeys } from './key-turn.ts';
export { localPath } from './own-sign-in.ts';
export { DEMO_INITIAL_ACCESS_TOKEN } from './registration.ts';
export type { SessionSummary } from './sessions.ts';
export { hashShown, readShown, type Shown } from './shown.ts';
export { signingAlgorithms } from './signing-keys.ts';

export interface Oidc {
  /** To which clients access tokens were given, by the hash of the token in hex; those that are over for long are not known. */
  clientsOf(op: Operation, tokens: readonly Buffer[]): Promise<Map<string, string>>;
  readonly provider: Provider;
  /** Public parts of the keys that sign here. */
  publicKeys(): readonly JWK[];
  /** Who has a session; undefined: nobody. */
  readSession(req: Request, res: Response): Promise<SignedIn | undefined>;
  listSessions(op: Operation, personId: string): Promise<SessionSummary[]>;
  /** Ends a session of the person who asks, with all that was issued in it. */
  endSession(op: Operation, uid: string): Promise<boolean>;
  /** Ends all sessions of a person, or all but one, with all that was issued in them. @returns how many */
  endSessionsOf(op: Operation, personId: string, options?: { except?: string | undefined }): Promise<number>;
  /**
   * Ends the grants that rest on a consent (withdrawn) or on offices and mandates (ended), or all of a person. Systems
   * where she acts by a power that ended are told to sign her out.
   */
  endGrantsOf(
    op: Operation,
    which:
      | { readonly consentId: string }
      | { readonly personId: string; readonly clientId?: string }
      | { readonly officeIds: readonly string[]; readonly mandateIds?: readonly string[] },
  ): Promise<number>;
  /**
   * A joint approval was settled, in the transaction that settles it: with an ended one end its grants, and a client
   * that waits gets its answer.
   */
  approvalSettled(op: Operation, approval: Approval): Promise<void>;
  /** Once that is committed: systems are told. */
  afterApproval(): void;
  /** The operation of a client that calls an API with its own token. @throws oidc.token_missing, oidc.token_unknown */
  authenticateClient(req: Request): Promise<Operation>;
  /** The same for a system with any token of its own, also of somebody signed in there. @throws oidc.token_missing, oidc.token_unknown */
  authenticateSystem(req: Request): Promise<Operation>;
  /** Whoever is signed in at the system that calls. @throws oidc.token_missing, oidc.token_unknown, release.power_ended */
  readonly authenticateGrant: AuthenticateGrant;
  /** GET /api/v1/profile */
  apiRoutes(web: Web): RequestHandler;
  /** Pages of sign-in, /sign-in, /sign-out. */
  pageRoutes(web: Web): RequestHandler;
  /** The engine itself; passes on what is not its own. */
  engine(web: Web): RequestHandler;
  /** Addresses that clients and other origins post to. */
  isEnginePath(path: string): boolean;
  /** How sign-outs are signed and sent, for the runner of the outbox. */
  readonly delivering: Delivering;
  /** Signs the events that client systems are told. */
  readonly signEvent: SignEvent;
  /** Turns the signing keys when it is time, and takes up what another process turned. */
  keepKeys(op: Operation): Promise<void>;
  /** Ends sessions that are over and removes what has expired, in small batches. @returns how many rows */
  sweep(op: Operation): Promise<number>;
}

export async function createOidc(system: System): Promise<Oidc> {
  assertSound();
  const artifacts = createArtifacts(system);
  const pages = createPages(system);
  const engine = await startEngine(system, artifacts, pages);

  /** Of requests that were answered in a transaction that may just be committing. */
  const pings: Ping[] = [];

  return {
    get provider() {
      return engine.provider;
    },
    clientsOf: selectClientsOf,
    publicKeys: () =>
      engine.keys.jwks.keys.map(({ d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...jwk }) => jwk as JWK),
    readSession: sessionReader(engine),
    listSessions,
    endSession: async (op, uid) => {
      const ended = await endSession(op, uid);
      if (ended) engine.hurry();
      return ended;
    },
    endSessionsOf: async (op, personId, options) => {
      const ended = await endSessionsOf(op, personId, options);
      if (ended > 0) engine.hurry();
      return ended;
    },
    delivering: engine.delivering,
    signEvent: signEvents(() => engine.keys.own),
    keepKeys: op => keepKeys(op, engine.renew),
    endGrantsOf: async (op, which) => {
      if (!('officeIds' in which)) return (await endGrants(op, which)).length;
      const ended = await endGrantsOfPowers(op, which);
      if (ended > 0) engine.hurry();
      return ended;
    },
    approvalSettled: async (op, approval) => {
      if (approval.state === 'ended') await endGrantsOfPowers(op, { approvalIds: [approval.id] });
      const ping = approval.requestHash ? await answerRequest(engine, op, approval) : undefined;
      if (ping) pings.push(ping);
    },
    afterApproval: () => {
      engine.hurry();
      void sendPings(engine, pings.splice(0));
    },
    authenticateClient: req =>
      systemOf(engine.provider, system, req, (jkt, jti) => isUnseen(engine.provider, jkt, jti), true),
    authenticateSystem: req =>
      systemOf(engine.provider, system, req, (jkt, jti) => isUnseen(engine.provider, jkt, jti)),
    authenticateGrant: req =>
      bearerOf(engine.provider, system, req, (jkt, jti) => isUnseen(engine.provider, jkt, jti)),
    apiRoutes: web =>
      profileApi(web, {
        hash: accessTokenId,
        unseen: (jkt, jti) => isUnseen(engine.provider, jkt, jti),
        nonces: {
          next: at => nextNonce(system, at),
          isOurs: (nonce, at) => isNonce(system, nonce, at),
          demanded: token => demandsNonce(engine.provider, token),
        },
        signingKey: () => engine.keys.own,
        encryptionKey: async (op, token) => {
          const clientId = (await selectClientsOf(op, [token])).get(token.toString('hex'));
          return clientId ? encryptionKeyOf(engine.provider, clientId) : undefined;
        },
      }),
    pageRoutes: web => interactionRoutes(web, engine),
    engine: web => {
      pages.web = web;
      return Router().use(engineHandler(system, engine.answer));
    },
    isEnginePath,
    sweep: op => sweep(op, lifetimes.offlineGrant),
  };
}

/** Long enough that no proof is accepted again while it counts as recent. */
const PROOF_SECONDS = 300;

async function isUnseen(provider: Provider, jkt: string, jti: string): Promise<boolean> {
  try {
    return await provider.ReplayDetection.unique(jkt, jti, Math.floor(Date.now() / 1000) + PROOF_SECONDS);
  } catch (error) {
    // Somebody sent the same at the same moment and was first.
    if (error instanceof errors.InvalidRequest) return false;
    throw error;
  }
}
