import { AsyncLocalStorage } from 'node:async_hooks';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { notePoll } from '../approvals/index.ts';
import type { NewEvent } from '../audit/index.ts';
import { byKeys, joined } from '../db/index.ts';
import { isMachineClient } from '../machines/index.ts';
import type { Operation, System } from '../operation.ts';
import { answerIn } from './answer.ts';
import { accessTokenId, artifactId, openPayload, sealPayload } from './artifact.ts';
import { REQUEST } from './backchannel.ts';
import { insertBinding } from './binding-store.ts';
import * as write from './changes-store.ts';
import { contextHere, operationAt } from './context.ts';
import { deviceOf } from './device.ts';
import { lifetimes } from './lifetimes.ts';
import { bindMachine } from './machine-token.ts';
import { collect, merged, pendingHere } from './pending.ts';
import * as store from './store.ts';
import { isUnchanged, remember, SAME_END_SECONDS } from './unchanged.ts';
import { givenBackAlone, givesTokens, revokeTokens, revokeTokensBeside } from './used-store.ts';
import { rightCode } from './user-codes.ts';

/** A pushed request stays as long as a sign-in that began with it may take, so that it cannot be used again then. */
const INTERACTION_SECONDS = 3600;

/**
 * The statements of the adapters of one process: what waits at the same moment goes as one statement. Inside
 * `within(op, …)` each goes alone, on the transaction of that operation.
 */
export interface Artifacts {
  readonly system: System;
  within<T>(op: Operation, work: () => Promise<T>): Promise<T>;
  /** What `work` writes and an entry of the record, as one statement. */
  together(op: Operation, entry: NewEvent, work: () => Promise<unknown>): Promise<void>;
  find(id: Buffer): Promise<store.StoredArtifact | undefined>;
  findByUid(uid: Buffer): Promise<store.StoredArtifact | undefined>;
  upsert(row: store.Artifact): Promise<void>;
  /** Writes what a request of the engine has put together; nothing for a code or refresh token that another used too. */
  apply(changes: write.Changes): Promise<void>;
  bind(binding: write.Binding): Promise<void>;
  /** @returns false when it was there already */
  insertNew(row: store.Artifact): Promise<boolean>;
  /** @returns false when somebody was quicker */
  consume(id: Buffer): Promise<boolean>;
  /** A session was used: its idle time begins anew. */
  touch(id: Buffer): Promise<void>;
  destroy(id: Buffer): Promise<void>;
  handle(): store.Handle;
}

export function createArtifacts(system: System): Artifacts {
  const transaction = new AsyncLocalStorage<Operation>();
  const options = { most: 64, inFlight: system.config.databaseUrl === undefined ? 1 : 3 };
  const db = byKeys(system.db);
  const now = () => system.now();

  const find = joined<Buffer, store.StoredArtifact | undefined>(async ids => {
    const rows = await store.selectArtifacts(db, ids, now());
    const byId = new Map(rows.map(row => [row.id.toString('hex'), row]));
    return ids.map(id => byId.get(id.toString('hex')));
  }, options);

  const findByUid = joined<Buffer, store.StoredArtifact | undefined>(async uids => {
    const rows = await store.selectByUids(db, uids, now());
    return uids.map(uid => rows.find(row => row.uid?.equals(uid)));
  }, options);

  const apply = joined<write.Changes, void>(async all => {
    await write.applyChanges(db, merged(all));
    return all.map(() => undefined);
  }, options);

  const insertNew = joined<store.Artifact, boolean>(async rows => {
    const one = new Map([...rows].reverse().map(row => [hex(row.id), row]));
    const fresh = new Set((await write.insertNewArtifacts(db, [...one.values()], now())).map(hex));
    // Of two with the same id in one statement only the first may be told that it was new.
    return rows.map(row => fresh.delete(hex(row.id)));
  }, options);

  const consume = joined<Buffer, boolean>(async ids => {
    const won = new Set((await store.consumeArtifacts(db, ids, now())).map(hex));
    return ids.map(id => won.delete(hex(id)));
  }, options);

  const touch = joined<Buffer, void>(async ids => {
    await store.touchArtifacts(db, ids, now(), idleEnd(now()));
    return ids.map(() => undefined);
  }, options);

  return {
    system,
    within: (op, work) => transaction.run(op, work),
    together: async (op, entry, work) => {
      const pending = await collect(work);
      pending.record(entry);
      const changes = pending.take(() => op);
      if (changes) await apply(changes);
    },
    handle: () => transaction.getStore()?.db ?? system.db,
    find: async id => {
      const known = pendingHere()?.find(id);
      if (known !== undefined) return known ?? undefined;
      const op = transaction.getStore();
      return op ? (await store.selectArtifacts(op.db, [id], now()))[0] : find(id);
    },
    findByUid: uid => {
      const op = transaction.getStore();
      return op ? store.selectByUid(op.db, uid, now()) : findByUid(uid);
    },
    apply,
    upsert: async row => {
      const op = transaction.getStore();
      if (op) await write.upsertArtifacts(op.db, [row]);
      else if (pendingHere()) pendingHere()?.put(row);
      else await apply({ rows: [row], gone: [], bindings: [], events: [] });
    },
    insertNew,
    consume: async id => {
      const op = transaction.getStore();
      return op ? (await store.consumeArtifacts(op.db, [id], now())).length > 0 : consume(id);
    },
    touch,
    destroy: async id => {
      const op = transaction.getStore();
      if (op) await store.deleteArtifacts(op.db, [id]);
      else if (pendingHere()) pendingHere()?.remove(id);
      else await apply({ rows: [], gone: [id], bindings: [], events: [] });
    },
    bind: async binding => {
      const op = transaction.getStore();
      if (op) await insertBinding(op.db, binding);
      else if (pendingHere()) pendingHere()?.bind(binding);
      else await apply({ rows: [], gone: [], bindings: [binding], events: [] });
    },
  };
}

const hex = (id: Buffer) => id.toString('hex');
const idleEnd = (at: Date) => new Date(at.getTime() + lifetimes.idle * 1000);

/** The engine's store for one kind of artifact (all but Client). */
export class ArtifactAdapter implements Adapter {
  readonly #kind: string;
  readonly #artifacts: Artifacts;

  constructor(kind: string, artifacts: Artifacts) {
    this.#kind = kind;
    this.#artifacts = artifacts;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    if (this.#kind === 'Session' && isUnchanged(id, payload)) return;
    const row = this.#rowOf(id, payload, expiresIn);
    if (this.#kind !== 'ReplayDetection') {
      if (this.#kind === 'ClientCredentials' && isMachineClient(payload.clientId ?? ''))
        await bindMachine(this.#artifacts, id, row);
      await this.#artifacts.upsert(row);
      if (this.#kind === 'Session') remember(id, payload);
      return;
    }
    // The engine asks first and saves then: of two at the same moment both would find nothing.
    if (!(await this.#artifacts.insertNew(row)))
      throw new errors.InvalidRequest('this proof or assertion was used before');
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await this.#artifacts.find(artifactId(this.#kind, id));
    if (!row || row.kind !== this.#kind) return undefined;
    const payload = this.#open(row, id);
    if (this.#kind === REQUEST && !payload.grantId && !payload.error)
      await this.#notTooOften(row.id, payload);
    if (this.#kind === 'Interaction') return this.#answered(payload, id);
    if (this.#kind !== 'Session') return payload;
    const { seen: _seen, ...session } = payload;
    remember(id, session);
    const late = idleEnd(this.#artifacts.system.now()).getTime() - row.expires_at.getTime();
    if (late > SAME_END_SECONDS * 1000) await this.#artifacts.touch(row.id);
    return session;
  }

  /** @throws SlowDown to a client that asks again within five seconds whether its request is answered */
  async #notTooOften(id: Buffer, { clientId }: AdapterPayload): Promise<void> {
    const ctx = contextHere();
    if (ctx?.oidc.route !== 'token' || ctx.oidc.client?.clientId !== clientId) return;
    if (!(await notePoll(operationAt(this.#artifacts.system, ctx), id))) throw new errors.SlowDown();
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const row = await this.#artifacts.findByUid(artifactId('uid', uid));
    return row && row.kind === this.#kind ? this.#open(row) : undefined;
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const { system } = this.#artifacts;
    const key = artifactId('user code', userCode);
    const row = await this.#artifacts.findByUid(key);
    if (!row || row.kind !== this.#kind) return undefined;
    await rightCode(operationAt(system, contextHere()));
    return this.#open(row);
  }

  /** @throws InvalidGrant (a pushed request: InvalidRequestUri) to whoever was not the first */
  async consume(id: string): Promise<void> {
    const key = artifactId(this.#kind, id);
    const given = givesTokens.includes(this.#kind);
    if (await this.#artifacts.consume(key)) {
      if (given) pendingHere()?.usedUp(key);
      return;
    }
    // As if it had come a moment later: of what is used twice nothing stays, whichever was first (RFC 9700 §4.14.2).
    if (given) await revokeTokensBeside(this.#artifacts.handle(), key);
    if (this.#kind === 'PushedAuthorizationRequest')
      throw new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used');
    throw new errors.InvalidGrant(`${this.#kind} was already used`);
  }

  async destroy(id: string): Promise<void> {
    if (this.#kind === 'ClientCredentials') await this.#artifacts.destroy(accessTokenId(id));
    await this.#artifacts.destroy(artifactId(this.#kind, id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    if (givenBackAlone(contextHere())) return;
    await revokeTokens(this.#artifacts.handle(), artifactId('Grant', grantId), [this.#kind]);
  }

  /** Where a sign-in goes on: with the answer that the browser carries from the page before. */
  #answered(payload: AdapterPayload, uid: string): AdapterPayload {
    const ctx = contextHere();
    const goesOn = ctx?.oidc?.route === 'resume' || ctx?.oidc?.route === 'device_resume';
    const answer = ctx && goesOn ? answerIn(this.#artifacts.system, ctx, uid) : undefined;
    if (!answer) return payload;
    pendingHere()?.record(answer.entry);
    return { ...payload, result: { ...(payload.lastSubmission as object | undefined), ...answer.result } };
  }

  #open(row: store.StoredArtifact, id?: string): AdapterPayload {
    const payload = openPayload(this.#artifacts.system.keys.artifact, row);
    return {
      ...payload,
      ...(id === undefined ? {} : { jti: id }),
      ...(row.consumed_at ? { consumed: Math.floor(row.consumed_at.getTime() / 1000) } : {}),
    };
  }

  #rowOf(id: string, payload: AdapterPayload, expiresIn = INTERACTION_SECONDS): store.Artifact {
    const { system } = this.#artifacts;
    const kind = this.#kind;
    const key = artifactId(kind, id);
    const { jti, consumed: _consumed, ...others } = payload;
    // Found by what a person types or signs, a device code and a backchannel request have to know their own id; like
    // all of it, sealed.
    const rest = kind === 'DeviceCode' || kind === REQUEST ? { ...others, jti } : others;
    const at = system.now();
    const seconds = kind === 'PushedAuthorizationRequest' ? expiresIn + INTERACTION_SECONDS : expiresIn;
    const session = kind === 'Session';
    const scope = typeof payload.scope === 'string' ? payload.scope.split(' ') : [];
    const asked = payload.claims?.userinfo;
    return {
      id: key,
      kind,
      payload: sealPayload(
        system.keys.artifact,
        kind,
        key,
        session ? { ...rest, seen: seenIn(system) } : rest,
      ),
      grant_id: payload.grantId ? artifactId('Grant', payload.grantId) : null,
      uid: uidOf(kind, payload),
      account_id: payload.accountId ?? null,
      client_id: payload.clientId ?? null,
      business_profile:
        kind === 'AccessToken' &&
        (scope.includes('business_profile') ||
          (asked !== undefined && ('business_profile' in asked || 'verified_claims' in asked))),
      jkt: payload.jkt ?? null,
      created_at: at,
      // The absolute end of a session stands in its payload, where the engine looks; here stands the idle one.
      expires_at: session ? idleEnd(at) : new Date(at.getTime() + seconds * 1000),
      consumed_at: null,
    };
  }
}

/** What else a row is found by: sessions by their uid, device codes by what a person types. */
function uidOf(kind: string, payload: AdapterPayload): Buffer | null {
  if (kind === 'Session' && payload.uid) return artifactId('uid', payload.uid);
  return kind === 'DeviceCode' && payload.userCode ? artifactId('user code', payload.userCode) : null;
}

/** Where a session is used from, as far as the request tells. */
function seenIn(system: System): { device: ReturnType<typeof deviceOf>; address: string | undefined } {
  const request = contextHere();
  return {
    device: deviceOf(request?.get('user-agent')),
    address: request && operationAt(system, request).address,
  };
}
