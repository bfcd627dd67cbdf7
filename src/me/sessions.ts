import type { MySession } from '../../views/me/data.ts';
import { findClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';

/** One place where a person is signed in. */
export interface SessionSeen {
  readonly uid: string;
  readonly signedInAt: Date;
  readonly expiresAt: Date;
  /** Systems that were signed in to from there. */
  readonly clientIds: readonly string[];
}

/** What these pages need of the engine; app.ts hands it in. */
export interface SessionDoor {
  listSessions(op: Operation, personId: string): Promise<readonly SessionSeen[]>;
  /** Ends a session of the person who asks, of nobody else. @returns whether there was one */
  endSession(op: Operation, uid: string): Promise<boolean>;
}

/** Where the reader is signed in, the latest first. */
export async function sessionsOf(op: Operation, door: SessionDoor, personId: string): Promise<MySession[]> {
  const here = op.actor.kind === 'person' ? op.actor.sessionUid : undefined;
  const seen = await door.listSessions(op, personId);
  const sessions: MySession[] = [];
  for (const { uid, signedInAt, expiresAt, clientIds } of seen) {
    const names: string[] = [];
    for (const id of clientIds) {
      const client = await findClient(op, id);
      if (client) names.push(client.name[op.lang]);
    }
    sessions.push({ uid, signedInAt, expiresAt, systems: names, current: uid === here });
  }
  return sessions.sort((a, b) => b.signedInAt.getTime() - a.signedInAt.getTime());
}

/** @throws me.session_not_found */
export async function endSessionOf(op: Operation, door: SessionDoor, uid: string): Promise<void> {
  if (!(await door.endSession(op, uid))) throw new Fault('not_found', 'me.session_not_found');
}
