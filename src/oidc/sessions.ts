import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import { record } from '../audit/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import type { SignedIn } from '../web/index.ts';
import { artifactId, openPayload } from './artifact.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import type { Device } from './device.ts';
import { endGrants } from './grants.ts';
import { lifetimes } from './lifetimes.ts';
import { queueLogout, type Told } from './logout.ts';
import {
  deleteSession,
  type StoredArtifact,
  selectByUid,
  selectLapsedSessions,
  selectSessions,
} from './store.ts';

/** A session of a person, as her own page lists it. */
export interface SessionSummary {
  readonly uid: string;
  readonly signedInAt: Date;
  /** At most a minute behind. */
  readonly lastSeenAt: Date;
  /** When it ends at the latest, used or not. */
  readonly expiresAt: Date;
  readonly acr: string | undefined;
  /** RFC 8176: what was proved, such as pwd, otp, hwk. */
  readonly amr: readonly string[];
  readonly device: Device | undefined;
  /** The network address that a system was last signed in from. */
  readonly address: string | undefined;
  /** Ids of the clients that were signed in to from it. */
  readonly clientIds: readonly string[];
}

/** What the engine keeps of a session, and what the store adds. */
export interface SessionPayload {
  readonly uid: string;
  readonly accountId?: string;
  readonly loginTs?: number;
  readonly exp?: number;
  readonly acr?: string;
  readonly amr?: readonly string[];
  readonly authorizations?: Readonly<Record<string, { grantId?: string; sid?: string }>>;
  readonly seen?: { readonly device: Device; readonly address: string | undefined };
}

/**
 * Who has a session of the engine. Reads it each time: a session that was ended is over at once. Rests on two
 * things that the law "engine" pins: `provider.createContext` and `Session.get` outside a request of the engine.
 */
export function sessionReader(engine: { readonly provider: Provider }) {
  return async (req: Request, res: Response): Promise<SignedIn | undefined> => {
    const { provider } = engine;
    const session = await provider.Session.get(
      provider.createContext(req, res) as Parameters<typeof provider.Session.get>[0],
    );
    if (!session.accountId || !session.loginTs) return undefined;
    return {
      personId: session.accountId,
      sessionUid: session.uid,
      signedInAt: new Date(session.loginTs * 1000),
      acr: session.acr,
      amr: session.amr ?? [],
    };
  };
}

export async function listSessions(op: Operation, personId: string): Promise<SessionSummary[]> {
  const found = await openSessions(op, personId);
  return found.map(({ row, session }) => ({
    uid: session.uid,
    signedInAt: session.loginTs ? new Date(session.loginTs * 1000) : row.created_at,
    lastSeenAt: new Date(row.expires_at.getTime() - lifetimes.idle * 1000),
    expiresAt: session.exp ? new Date(session.exp * 1000) : row.expires_at,
    acr: session.acr,
    amr: session.amr ?? [],
    device: session.seen?.device,
    address: session.seen?.address,
    clientIds: Object.keys(session.authorizations ?? {}).filter(id => id !== OWN_CLIENT),
  }));
}

/** Those that stand: used within the idle limit, and within the absolute one. */
async function openSessions(op: Operation, personId: string) {
  const rows = await selectSessions(op, personId);
  return rows
    .map(row => ({ row, session: payloadOf(op, row) }))
    .filter(({ session }) => (session.exp ?? 0) * 1000 > op.at.getTime());
}

function payloadOf(op: Operation, row: StoredArtifact): SessionPayload {
  return openPayload(op.system.keys.artifact, row) as unknown as SessionPayload;
}

/**
 * Ends a session of the person who asks, with everything that was issued in it. Another's session does not exist.
 * @returns whether there was one
 */
export async function endSession(op: Operation, uid: string): Promise<boolean> {
  const { actor } = op;
  if (actor.kind !== 'person') return false;
  return (await endSome(op, actor.personId, session => session.uid === uid)) > 0;
}

/** Ends all sessions of a person, or all but one. @returns how many */
export function endSessionsOf(
  op: Operation,
  personId: string,
  options: { readonly except?: string | undefined } = {},
): Promise<number> {
  return endSome(op, personId, session => session.uid !== options.except);
}

/** Whoever ends a session from elsewhere does not trust it: nothing that was given out in it lives on. */
async function endSome(
  op: Operation,
  personId: string,
  which: (session: SessionPayload) => boolean,
): Promise<number> {
  const found = await openSessions(op, personId);
  const sessions = found.map(({ session }) => session).filter(which);
  for (const session of sessions)
    await atomically(op, async op => {
      if (await deleteSession(op, artifactId('uid', session.uid), personId))
        await afterEnd(op, session, personId, { offlineStays: false });
    });
  return sessions.length;
}

/**
 * What the end of a session leaves behind, in the transaction that ends it: its grants end with all that was issued
 * for them (after a plain sign-out those stay that were given for the time after it, offline_access), every system
 * that listens is told, and it is on the record.
 */
export async function afterEnd(
  op: Operation,
  session: Pick<SessionPayload, 'uid' | 'authorizations'>,
  personId: string,
  { offlineStays }: { offlineStays: boolean },
): Promise<Told[]> {
  const { length: grants } = await endGrants(op, {
    sessionUid: artifactId('uid', session.uid),
    offlineStays,
  });
  const told: Told[] = [];
  const by = op.actor.kind === 'system' ? 'system' : 'user';
  for (const [clientId, { sid }] of Object.entries(session.authorizations ?? {})) {
    if (clientId === OWN_CLIENT) continue;
    told.push(await queueLogout(op, { clientId, personId, sid }));
    const data = { ...(sid === undefined ? {} : { sid }), by };
    await announce(op, { kind: 'session_revoked', personId, clientId, data });
  }
  await record(op, {
    kind: 'identity.session_ended',
    personId,
    subjectId: personId,
    data: { grants, told: told.filter(({ signalId }) => signalId !== null).length },
  });
  return told;
}

/**
 * Ends the grants that rest on offices, mandates or joint approvals that have ended. The person stays signed in, but every system where
 * she acts by such a power in a session of now is told to sign her out: there she is nobody any more.
 * @returns how many grants ended
 */
export function endGrantsOfPowers(
  op: Operation,
  powers: {
    readonly officeIds?: readonly string[];
    readonly mandateIds?: readonly string[];
    readonly approvalIds?: readonly string[];
  },
): Promise<number> {
  return atomically(op, async op => {
    const ended = await endGrants(op, powers);
    for (const { grant_id, client_id: clientId, person_id: personId, session_uid } of ended) {
      const row = session_uid ? await selectByUid(op.db, session_uid, op.at) : undefined;
      const held = row && payloadOf(op, row).authorizations?.[clientId];
      if (held?.grantId && artifactId('Grant', held.grantId).equals(grant_id))
        await queueLogout(op, { clientId, personId, sid: held.sid });
    }
    return ended.length;
  });
}

/** Sessions that nobody used for too long, or that reached their limit, end as if signed out. @returns how many */
export async function endLapsed(op: Operation, most: number): Promise<number> {
  return atomically(op, async op => {
    const rows = await selectLapsedSessions(op, most);
    for (const row of rows) {
      const session = payloadOf(op, row);
      const personId = session.accountId ?? '';
      if (await deleteSession(op, artifactId('uid', session.uid), personId))
        await afterEnd(op, session, personId, { offlineStays: true });
    }
    return rows.length;
  });
}
