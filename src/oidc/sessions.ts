import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import { record } from '../audit/index.ts';
import { atomically, type Operation } from '../operation.ts';
import type { SignedIn } from '../web/index.ts';
import { artifactId, openPayload } from './artifact.ts';
import { endGrants } from './grants.ts';
import { deleteSession, selectSessions } from './store.ts';

/** A session of a person, as her own page lists it. */
export interface SessionSummary {
  readonly uid: string;
  readonly signedInAt: Date;
  readonly expiresAt: Date;
  readonly acr: string | undefined;
  /** Ids of the clients that were signed in to from it. */
  readonly clientIds: readonly string[];
}

interface SessionPayload {
  readonly uid: string;
  readonly loginTs?: number;
  readonly acr?: string;
  readonly authorizations?: Record<string, { grantId?: string; sid?: string }>;
}

/**
 * Who has a session of the engine. Reads it each time: a session that was ended is over at once. Rests on two
 * things that the law "engine" pins: `provider.createContext` and `Session.get` outside a request of the engine.
 */
export function sessionReader(provider: Provider) {
  return async (req: Request, res: Response): Promise<SignedIn | undefined> => {
    const session = await provider.Session.get(
      provider.createContext(req, res) as Parameters<typeof provider.Session.get>[0],
    );
    if (!session.accountId || !session.loginTs) return undefined;
    return {
      personId: session.accountId,
      sessionUid: session.uid,
      signedInAt: new Date(session.loginTs * 1000),
      acr: session.acr,
    };
  };
}

export async function listSessions(op: Operation, personId: string): Promise<SessionSummary[]> {
  const rows = await selectSessions(op, personId);
  return rows.map(row => {
    const session = openPayload(op.system.keys.artifact, row) as unknown as SessionPayload;
    return {
      uid: session.uid,
      signedInAt: session.loginTs ? new Date(session.loginTs * 1000) : row.created_at,
      expiresAt: row.expires_at,
      acr: session.acr,
      clientIds: Object.keys(session.authorizations ?? {}),
    };
  });
}

/**
 * Ends a session of the person who asks, with everything that was issued in it, and tells the systems that listen
 * (back-channel logout). Another's session does not exist.
 * @returns whether there was one
 */
export async function endSession(provider: Provider, op: Operation, uid: string): Promise<boolean> {
  const { actor } = op;
  if (actor.kind !== 'person') return false;
  const { personId } = actor;
  const rows = await selectSessions(op, personId);
  const sessions = rows.map(row => openPayload(op.system.keys.artifact, row) as unknown as SessionPayload);
  const session = sessions.find(one => one.uid === uid);
  if (!session) return false;
  await atomically(op, async op => {
    await deleteSession(op, artifactId('uid', uid), personId);
    const grants = await endGrants(op, { sessionUid: artifactId('uid', uid) });
    await record(op, { kind: 'identity.session_ended', subjectId: personId, data: { grants } });
  });
  // The session is over whether or not they answer.
  void tellSystems(provider, op, personId, session);
  return true;
}

async function tellSystems(
  provider: Provider,
  op: Operation,
  personId: string,
  session: SessionPayload,
): Promise<void> {
  for (const [clientId, { sid }] of Object.entries(session.authorizations ?? {})) {
    try {
      const client = (await provider.Client.find(clientId)) as ListeningClient | undefined;
      if (client?.backchannelLogoutUri) await client.backchannelLogout(personId, sid);
    } catch {
      op.system.log.warn({ tracking: op.tracking, client: clientId }, 'a system was not told of a sign-out');
    }
  }
}

/** The part of the engine's client that its types leave out; the law "engine" pins it. */
interface ListeningClient {
  readonly backchannelLogoutUri?: string;
  backchannelLogout(personId: string, sid: string | undefined): Promise<unknown>;
}

/** What signing out at the engine leaves behind: every grant of the session, not only the last of each client. */
export async function afterSignOut(op: Operation, uid: string, personId: string): Promise<void> {
  await atomically(op, async op => {
    const grants = await endGrants(op, { sessionUid: artifactId('uid', uid) });
    await record(op, { kind: 'identity.session_ended', personId, subjectId: personId, data: { grants } });
  });
}
