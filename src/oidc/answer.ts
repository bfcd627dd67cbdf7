import type { Response } from 'express';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { NewEvent } from '../audit/index.ts';
import { seal, unseal } from '../keys.ts';
import type { System } from '../operation.ts';
import type { Visit } from './interaction.ts';
import type { StepResults } from './policy.ts';

/**
 * What was answered on a page, on its way to the engine: sealed in a cookie that only the address where the engine
 * goes on is sent. The page then needs no commit of its own; the answer and its entry in the record are written with
 * what the engine makes of them. Only for answers that prove nothing: who repeats one, repeats a choice that was
 * his, and only while that step of the sign-in stands.
 */
export interface Answer {
  readonly result: StepResults;
  readonly entry: NewEvent;
}

const COOKIE = 'answer';
const SECONDS = 300;

const context = (uid: string) => `answer ${uid}`;

export function carryAnswer(system: System, res: Response, visit: Visit, answer: Answer): void {
  const until = visit.op.at.getTime() + SECONDS * 1000;
  const sealed = seal(system.keys.artifact, JSON.stringify({ ...answer, until }), context(visit.uid));
  res.cookie(COOKIE, sealed.toString('base64url'), {
    path: new URL(visit.returnTo, system.config.issuer).pathname,
    httpOnly: true,
    sameSite: 'lax',
    secure: system.config.issuer.startsWith('https:'),
    maxAge: SECONDS * 1000,
  });
}

/** The answer that came along to the step of a sign-in that goes on; undefined: none, or none for this step. */
export function answerIn(system: System, ctx: KoaContextWithOIDC, uid: string): Answer | undefined {
  const text = ctx.cookies.get(COOKIE, { signed: false });
  if (!text) return undefined;
  try {
    const opened = unseal(system.keys.artifact, Buffer.from(text, 'base64url'), context(uid)).toString();
    const { until, ...answer } = JSON.parse(opened) as Answer & { until: number };
    return until > system.now().getTime() ? answer : undefined;
  } catch {
    return undefined;
  }
}
