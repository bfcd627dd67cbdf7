import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { overPage } from '../../../views/enrolment/steps.ts';
import { type Fault, isFault } from '../../errors.ts';
import { localPath } from '../../oidc/index.ts';
import type { Operation } from '../../operation.ts';
import { type Html, operationOf, pageOf, sendPage, sentenceOf, statusOf, type Web } from '../../web/index.ts';
import { findVisit, type Kind, type Visit } from '../visit.ts';

const COOKIE = 'enrolment';

/** Where each of the two begins. */
export const places = { enrolment: '/enrol', recovery: '/recover' } as const;
export type Place = keyof typeof places;

export function newBrowser(): string {
  return randomBytes(24).toString('base64url');
}

/** Binds a visit to this browser, for its own pages only, and shows its page. */
export function goTo(
  web: Web,
  req: Request,
  res: Response,
  { place, visit, browser }: { place: Place; visit: Visit<unknown>; browser: string },
): void {
  const base = `${places[place]}/${visit.id}`;
  res.cookie(COOKIE, browser, {
    path: base,
    httpOnly: true,
    sameSite: 'lax',
    secure: web.system.config.production,
    maxAge: visit.until.getTime() - operationOf(req).at.getTime(),
  });
  res.redirect(303, base);
}

function cookieOf(req: Request): string {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{1,64})(?:;|$)`).exec(req.get('cookie') ?? '')?.[1] ?? '';
}

/** The visit of this address and browser; else a page that says that it is over, and undefined. */
export async function visitOf<S>(
  web: Web,
  req: Request<{ id: string }>,
  res: Response,
  place: Place,
): Promise<Visit<S> | undefined> {
  const op = operationOf(req);
  const kind: Kind = place;
  const visit = await findVisit<S>(op, kind, req.params.id, cookieOf(req));
  if (!visit) await sendOver(web, req, res, place);
  return visit;
}

export async function sendOver(
  web: Web,
  req: Request,
  res: Response,
  place: Place,
  fault?: Fault,
): Promise<void> {
  const op = operationOf(req);
  const refused = fault && sentenceOf(fault, op.lang);
  sendPage(res, overPage(await pageOf(web, req, op), places[place], refused), fault ? statusOf(fault) : 410);
}

/** What a page shows of a refusal: its own pages keep what was typed; anything that nobody foresaw goes on. */
export function foreseen(error: unknown): Fault {
  if (!isFault(error) || !/^(enrolment|identity|factors)\.|^web\.busy$/.test(error.code)) throw error;
  return error;
}

export function sendRefused(res: Response, view: Html, fault: Fault): void {
  if (fault.data.retryAfter !== undefined) res.setHeader('retry-after', String(fault.data.retryAfter));
  sendPage(res, view, statusOf(fault));
}

/** A path of ours that somebody is on the way to; never one of this room, which would lead round in circles. */
export function onwardPath(text: unknown): string {
  const path = localPath(text);
  return /^\/(enrol|recover)(\/|$|\?)/.test(path) ? '/' : path;
}

/** An interaction has its own page of signing in; everything else begins one. */
export function signInAddress(to: string): string {
  if (to.startsWith('/interaction/')) return to;
  return to === '/' ? '/sign-in?to=/me' : `/sign-in?to=${encodeURIComponent(to)}`;
}

export const sentence = (op: Operation, fault: Fault | undefined): string | undefined =>
  fault && sentenceOf(fault, op.lang);
