import type { Request, Response } from 'express';
import { signInPage } from '../../../views/flow/sign-in.ts';
import type { NewEvent } from '../../audit/index.ts';
import { type Fault, isFault } from '../../errors.ts';
import { acrOf, passkeyOptions, signInByPasskey } from '../../factors/index.ts';
import { readPersonId } from '../../identifiers.ts';
import { enterHashing, findPerson, type Place, signInByPassword } from '../../identity/index.ts';
import { listPowers, refreshPowersOf } from '../../mandates/index.ts';
import type { Operation, System } from '../../operation.ts';
import { formText, sendPage, sentenceOf, statusOf, type Web } from '../../web/index.ts';
import { paramOf } from '../context.ts';
import {
  type Engine,
  flowPageOf,
  keepProof,
  panelOf,
  pathOf,
  type Visit,
  withinTime,
} from '../interaction.ts';

const REGISTRY_MS = 800;
const FRESH_MS = 10 * 60_000;
const MOST_ASKED = 10_000;
/** Refusals that the sign-in page itself shows; anything else is an error page. */
const OWN = /^(identity\.|factors\.|web\.busy$)/;
const MOST_JSON = 20_000;

/** When a sign-in is done, as the engine keeps it. */
export const thisMoment = () => Math.floor(Date.now() / 1000);

/** Proves who she is: national ID and password, or a passkey alone. */
export async function showLogin(web: Web, req: Request, res: Response, visit: Visit): Promise<void> {
  const hint = paramOf(visit.params, 'login_hint')?.slice(0, 64);
  // Who is asked again in her own session need not write who she is.
  const known = visit.personId ? await findPerson(visit.op, visit.personId) : undefined;
  await render(web, req, res, visit, hint ?? known?.identifier ?? '', undefined);
}

/** A place for the password that was sent, before anything is read. @throws web.busy where none is left */
export function placeFor(req: Request): Place | undefined {
  return formText(req, 'passkey', MOST_JSON) ? undefined : enterHashing();
}

export async function postLogin(
  engine: Engine,
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
  place?: Place,
): Promise<void> {
  const identifier = formText(req, 'national_id', 100);
  let goOn = '';
  const keep = async (op: Operation, { personId, acr, amr }: Proved, entry?: NewEvent) => {
    const login = { accountId: personId, acr, amr, remember: true, ts: thisMoment() };
    goOn = await keepProof(engine, op, visit, login, { second_factor: { kept: false } }, entry);
  };
  try {
    await refreshPowers(visit.op, await prove(req, visit, { identifier, place }, keep));
    res.redirect(303, goOn);
  } catch (error) {
    if (!isFault(error) || !OWN.test(error.code)) throw error;
    await render(web, req, res, visit, identifier, error);
  }
}

interface Proved {
  readonly personId: string;
  readonly acr: string;
  readonly amr: string[];
}

/** @param keep writes what was proved together with its entry: in the transaction of that, or with the one it is given */
async function prove(
  req: Request,
  visit: Visit,
  { identifier, place }: { identifier: string; place: Place | undefined },
  keep: (op: Operation, proved: Proved, entry?: NewEvent) => Promise<void>,
): Promise<string> {
  const { op, uid } = visit;
  const passkey = formText(req, 'passkey', MOST_JSON);
  if (passkey) {
    const { person } = await signInByPasskey(op, passkey, uid, (op, { person, amr, level }) =>
      keep(op, { personId: person.id, acr: acrOf(level), amr }),
    );
    return person.id;
  }
  const password = formText(req, 'password', 1000);
  const person = await signInByPassword(op, { identifier, password, place }, (op, { id }, entry) =>
    keep(op, { personId: id, acr: acrOf(1), amr: ['pwd'] }, entry),
  );
  return person.id;
}

/** The register may know more of her than we do; it is asked, but not waited for, and not again at once. */
async function refreshPowers(op: Operation, personId: string): Promise<void> {
  const recent = op.at.getTime() - FRESH_MS;
  if ((askedOf(op.system).get(personId) ?? 0) > recent) return;
  const powers = (await listPowers(op, personId)).filter(({ basis }) => basis === 'registry');
  const oldest = Math.min(...powers.map(power => power.asOf.getTime()));
  if (powers.length > 0 && oldest > recent) return noteAsked(op.system, personId, oldest);
  await withinTime(op, REGISTRY_MS, askRegister(op, personId));
}

const asked = new WeakMap<System, Map<string, number>>();

function askedOf(system: System): Map<string, number> {
  const known = asked.get(system) ?? new Map<string, number>();
  asked.set(system, known);
  return known;
}

/** Remembers of whom the register has answered: who holds no office leaves nothing else that would say so. */
async function askRegister(op: Operation, personId: string): Promise<void> {
  await refreshPowersOf(op, personId);
  noteAsked(op.system, personId, op.at.getTime());
}

function noteAsked(system: System, personId: string, at: number): void {
  const answered = askedOf(system);
  answered.delete(personId);
  answered.set(personId, at);
  const oldest = answered.size > MOST_ASKED ? answered.keys().next().value : undefined;
  if (oldest !== undefined) answered.delete(oldest);
}

async function render(
  web: Web,
  req: Request,
  res: Response,
  visit: Visit,
  nationalId: string,
  fault: Fault | undefined,
): Promise<void> {
  const page = await flowPageOf(web, req, visit.op);
  if (fault?.data.retryAfter !== undefined) res.setHeader('retry-after', String(fault.data.retryAfter));
  const view = signInPage(page, {
    panel: await panelOf(visit, 'sign_in'),
    action: pathOf(visit, 'login'),
    nationalId,
    passkey: JSON.stringify(await passkeyOptions(visit.op, undefined, visit.uid)),
    refused: fault && {
      code: fault.code,
      sentence: sentenceOf(fault, visit.op.lang),
      // Its form alone says so, and nothing of who has an account.
      unreadable: readPersonId(nationalId) === undefined,
    },
  });
  sendPage(res, view, fault ? statusOf(fault) : 200);
}
