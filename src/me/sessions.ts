import type { MySession } from '../../views/me/data.ts';
import { findClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { addressBlock } from '../identity/index.ts';
import type { Device } from '../oidc/index.ts';
import type { Operation } from '../operation.ts';

/** One place where a person is signed in. */
export interface SessionSeen {
  readonly uid: string;
  readonly signedInAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly device: Device | undefined;
  readonly address: string | undefined;
  readonly amr: readonly string[];
  /** Systems that were signed in to from there. */
  readonly clientIds: readonly string[];
}

/** What these pages need of the engine; app.ts hands it in. */
export interface SessionDoor {
  listSessions(op: Operation, personId: string): Promise<readonly SessionSeen[]>;
  /** Ends a session of the person who asks, of nobody else. @returns whether there was one */
  endSession(op: Operation, uid: string): Promise<boolean>;
  /** Ends all sessions of a person but one. @returns how many */
  endSessionsOf(op: Operation, personId: string, options: { except: string | undefined }): Promise<number>;
}

/** Where the reader is signed in, the latest first. */
export async function sessionsOf(op: Operation, door: SessionDoor, personId: string): Promise<MySession[]> {
  const here = op.actor.kind === 'person' ? op.actor.sessionUid : undefined;
  const seen = await door.listSessions(op, personId);
  const sessions: MySession[] = [];
  for (const { clientIds, amr, ...session } of seen) {
    const names: string[] = [];
    for (const id of clientIds) {
      const client = await findClient(op, id);
      if (client) names.push(client.name[op.lang]);
    }
    const near = isNear(session.address, op.address);
    sessions.push({
      ...session,
      near,
      factors: factorsIn(amr),
      systems: names,
      current: session.uid === here,
    });
  }
  return sessions.sort((a, b) => b.signedInAt.getTime() - a.signedInAt.getTime());
}

/** No map of addresses is asked: the reader knows best whether he was there, if he is told that it is where he is now. */
function isNear(address: string | undefined, now: string | undefined): boolean {
  return Boolean(address && now && addressBlock(address) === addressBlock(now));
}

/** The proofs that a reader has a word for, in the order of the words. */
function factorsIn(amr: readonly string[]): MySession['factors'] {
  const shown = ['pwd', 'otp', 'sms', 'hwk', 'swk', 'x509'] as const;
  return shown.filter(one => amr.includes(one));
}

/** Every session of the reader but this one. */
export async function endOtherSessionsOf(op: Operation, door: SessionDoor): Promise<void> {
  const { actor } = op;
  if (actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  await door.endSessionsOf(op, actor.personId, { except: actor.sessionUid });
}

/** @throws me.session_not_found */
export async function endSessionOf(op: Operation, door: SessionDoor, uid: string): Promise<void> {
  if (!(await door.endSession(op, uid))) throw new Fault('not_found', 'me.session_not_found');
}
