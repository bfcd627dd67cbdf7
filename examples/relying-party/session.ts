import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Attempt, SignedOut, Tokens } from './connect.ts';
import type { Problem, Profile, Represented } from './profile.ts';

/** Someone who signed in. Lives in memory: a restart of this example signs everybody out here. */
export interface Login {
  /** Who it is, and in which session at Yekbar: a sign-out elsewhere names them. */
  readonly sub: string;
  readonly sid: string | undefined;
  /** Of the person, where the form asks for it. */
  name: string | undefined;
  readonly represented: Represented | undefined;
  tokens: Tokens;
  /** What was fetched, and when; or why nothing was. */
  profile: Profile | undefined;
  fetchedAt: Date | undefined;
  /** Yekbar has told since that something of it is another now. */
  changed: boolean;
  problem: Problem | undefined;
}

export interface Session {
  /** Sign-ins under way by state: two tabs do not mix. */
  readonly attempts: Map<string, Attempt>;
  login: Login | undefined;
  seen: number;
}

const MOST_ATTEMPTS = 5;
const MOST_SESSIONS = 1000;
const IDLE = 8 * 3_600_000;

/** Sessions of one system. The cookie is a random name and its signature; ports of localhost share cookies. */
export function createSessions(cookie: string, secure: boolean) {
  const key = randomBytes(32);
  const sessions = new Map<string, Session>();
  const sign = (id: string) => createHmac('sha256', key).update(id).digest('base64url');
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;

  function idOf(req: Request): string | undefined {
    const found = new RegExp(`(?:^|; ?)${cookie}=([\\w-]+)\\.([\\w-]+)`).exec(req.get('cookie') ?? '');
    const [, id = '', signature = ''] = found ?? [];
    const right = Buffer.from(sign(id));
    const given = Buffer.from(signature);
    return right.length === given.length && timingSafeEqual(right, given) ? id : undefined;
  }

  /** Old sessions go; if there are still too many, the one that was made first does. */
  function tidy(): void {
    for (const [id, session] of sessions) if (session.seen < Date.now() - IDLE) sessions.delete(id);
    const first = sessions.keys().next().value;
    if (sessions.size >= MOST_SESSIONS && first) sessions.delete(first);
  }

  function start(res: Response): Session {
    tidy();
    const id = randomBytes(24).toString('base64url');
    const session: Session = { attempts: new Map(), login: undefined, seen: Date.now() };
    sessions.set(id, session);
    res.cookie(cookie, `${id}.${sign(id)}`, options);
    return session;
  }

  function find(req: Request): Session | undefined {
    const id = idOf(req);
    const session = id === undefined ? undefined : sessions.get(id);
    if (session) session.seen = Date.now();
    return session;
  }

  return {
    find,
    findOrStart: (req: Request, res: Response): Session => find(req) ?? start(res),
    keep(session: Session, attempt: Attempt): void {
      session.attempts.set(attempt.state, attempt);
      const oldest = session.attempts.keys().next().value;
      if (session.attempts.size > MOST_ATTEMPTS && oldest) session.attempts.delete(oldest);
    },
    /** A new name for a session that has signed in, so that a planted cookie is worth nothing. */
    signIn(req: Request, res: Response, login: Login): Session {
      const before = find(req);
      const session = start(res);
      for (const [state, attempt] of before?.attempts ?? []) session.attempts.set(state, attempt);
      session.login = login;
      const old = idOf(req);
      if (old) sessions.delete(old);
      return session;
    },
    /** Signed out elsewhere: of one session at Yekbar where it is named, else of all of the person. */
    endOf({ sub, sid }: SignedOut): void {
      for (const [id, { login }] of sessions) {
        const meant = sid === undefined ? login?.sub === sub : login?.sid === sid;
        if (login && meant) sessions.delete(id);
      }
    },
    /** Something changed of an entity (its national identifier) or of a person (her sub here). */
    noteChange(subject: { readonly id?: string; readonly sub?: string }): void {
      for (const { login } of sessions.values()) {
        if (!login) continue;
        const { represented, sub } = login;
        const entity = represented?.type === 'legal_entity' ? represented.id : undefined;
        if (entity === undefined ? subject.sub === sub : subject.id === entity) login.changed = true;
      }
    },
    end(req: Request, res: Response): void {
      const id = idOf(req);
      if (id) sessions.delete(id);
      res.clearCookie(cookie, options);
    },
  };
}
