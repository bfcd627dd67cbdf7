import type { Request, Response } from 'express';
import { Fault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { personOf, type Web } from '../../web/index.ts';
import { type Level, levelOfAcr } from '../level.ts';
import { listFactors, reachableLevel } from '../list.ts';

/** So young must a sign-in be for changing how one signs in. */
const FRESH_MS = 10 * 60_000;
/** Who comes back sooner than this and is still not fresh would only go round in circles. */
const AGAIN_SECONDS = 300;

/** Who has just signed in, at the level that the person can reach, up to 2. */
export interface Fresh {
  readonly op: Operation;
  readonly personId: string;
  readonly sessionUid: string;
  readonly level: Level;
  readonly until: Date;
}

/**
 * Lets through who has signed in within ten minutes, with two factors where the person has two: else a stolen
 * password would be enough to add a key of one's own. Everyone else is sent to sign in again, and back.
 * @param least a lower level that is enough
 * @param back where a refused form leads after signing in
 * @returns undefined when the answer is that redirect
 * @throws factors.fresh_needed when signing in again changed nothing, so that nobody goes round in circles
 */
export async function freshPerson(
  web: Web,
  req: Request,
  res: Response,
  least: Level = 2,
  back = '/me/security',
): Promise<Fresh | undefined> {
  const op = await personOf(web, req, res);
  const session = await web.readSession(req, res);
  if (!session || op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const { personId, sessionUid, signedInAt, acr } = session;
  const level = levelOfAcr(acr) ?? 1;
  const reachable = reachableLevel(await listFactors(op, personId));
  const needed = Math.min(reachable, least);
  const until = new Date(signedInAt.getTime() + FRESH_MS);
  const isFresh = until > op.at;
  if (isFresh && level >= needed) return { op, personId, sessionUid, level, until };
  const now = Math.floor(op.at.getTime() / 1000);
  if (now - Number(req.query.again ?? 0) < AGAIN_SECONDS)
    throw new Fault('forbidden', 'factors.fresh_needed');
  const to = req.method === 'GET' ? `${req.path}?again=${now}` : back;
  // Who has just typed the password is asked only for what is missing.
  const query = new URLSearchParams({
    to,
    ...(isFresh ? {} : { fresh: '1' }),
    ...(needed > 1 ? { level: String(needed) } : {}),
  });
  res.redirect(303, `/sign-in?${query}`);
  return undefined;
}
