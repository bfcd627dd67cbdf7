import type { Operation } from '../operation.ts';

/** One place where a person is signed in. */
export interface SessionSeen {
  readonly uid: string;
  readonly signedInAt: Date;
}

/** What these pages need of the engine; app.ts hands it in. */
export interface SessionDoor {
  listSessions(op: Operation, personId: string): Promise<readonly SessionSeen[]>;
  /** Ends a session of the person who asks. To anyone else there is no such session. @throws oidc.session_not_found */
  endSession(op: Operation, uid: string): Promise<unknown>;
}
