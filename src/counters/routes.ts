import { type Request, type Response, Router } from 'express';
import { codePage, counterPage, endedPage, visitPage } from '../../views/counters/pages.ts';
import { valueGroupsOf } from '../approvals/index.ts';
import { findClient, findPurpose } from '../clients/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { levelOfAcr } from '../factors/index.ts';
import { getPerson, personKnownAs } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import {
  formText,
  pageOf,
  personOf,
  postForm,
  requirePerson,
  sendPage,
  sentenceOf,
  statusOf,
  type Web,
} from '../web/index.ts';
import { askVisit } from './ask.ts';
import { accreditationsOf } from './officer.ts';
import { listProcedures } from './standing.ts';
import { confirmVisit, endVisit, getVisit, listOpenVisits, seeVisit } from './visit.ts';

type Named = Request<{ id: string }>;
interface Working {
  readonly op: Operation;
  readonly personId: string;
}
interface Typed {
  readonly nationalId: string;
  readonly legalId: string;
  readonly purposeId: string;
}
const nothing: Typed = { nationalId: '', legalId: '', purposeId: '' };

/** The counter: only for accredited officers who signed in with two factors. */
export function counterRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get(['/counter', '/counter/visits'], signedIn, async (req: Request, res: Response) => {
    const work = await officer(web, req, res);
    if (work) await start(web, req, res, work, nothing);
  });

  router.post('/counter/visits', signedIn, postForm, async (req: Request, res: Response) => {
    const work = await officer(web, req, res);
    if (!work) return;
    const typed = {
      nationalId: formText(req, 'national_id', 40),
      legalId: formText(req, 'legal_id', 40),
      purposeId: formText(req, 'procedure', 40),
    };
    try {
      const id = await askVisit(work.op, work.personId, typed);
      res.redirect(303, `/counter/visits/${id}`);
    } catch (error) {
      if (!isFault(error)) throw error;
      await start(web, req, res, work, typed, error);
    }
  });

  router.get('/counter/visits/:id', signedIn, async (req: Named, res: Response) => {
    const work = await officer(web, req, res);
    if (!work) return;
    const { state } = await getVisit(work.op, work.personId, req.params.id);
    if (state === 'waits') await askCode(web, req, res, work);
    else if (state === 'ended') sendPage(res, endedPage(await pageOf(web, req, work.op)));
    else await showVisit(web, req, res, work);
  });

  router.post('/counter/visits/:id/code', signedIn, postForm, async (req: Named, res: Response) => {
    const work = await officer(web, req, res);
    if (!work) return;
    try {
      await confirmVisit(work.op, work.personId, req.params.id, formText(req, 'code', 20));
    } catch (error) {
      if (!isFault(error) || !error.code.startsWith('factors.')) throw error;
      await askCode(web, req, res, work, error);
      return;
    }
    res.redirect(303, `/counter/visits/${req.params.id}`);
  });

  router.post('/counter/visits/:id/end', signedIn, async (req: Named, res: Response) => {
    const work = await officer(web, req, res);
    if (!work) return;
    await endVisit(work.op, work.personId, req.params.id);
    res.redirect(303, `/counter/visits/${req.params.id}`);
  });

  return router;
}

/** @returns undefined when the answer is a redirect to a stronger sign-in */
async function officer(web: Web, req: Request, res: Response): Promise<Working | undefined> {
  const op = await personOf(web, req, res);
  const session = await web.readSession(req, res);
  if (!session || op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const { personId } = session;
  if ((await accreditationsOf(op, personId)).length === 0)
    throw new Fault('forbidden', 'counters.not_officer');
  if ((levelOfAcr(session.acr) ?? 1) >= 2) return { op, personId };
  if (req.method !== 'GET') throw new Fault('forbidden', 'counters.level');
  res.redirect(303, `/sign-in?${new URLSearchParams({ to: req.path, level: '2' })}`);
  return undefined;
}

async function start(
  web: Web,
  req: Request,
  res: Response,
  { op, personId }: Working,
  typed: Typed,
  fault?: Fault,
): Promise<void> {
  const page = await pageOf(web, req, op);
  const of = (purpose: string, system: string) => page.t.counters.of(purpose, system);
  const procedures = await listProcedures(op, personId);
  const visits = [];
  for (const visit of await listOpenVisits(op, personId)) {
    const purpose = await findPurpose(op, visit.purposeId);
    const client = await findClient(op, visit.clientId);
    const name = of(purpose?.name[op.lang] ?? '', client?.name[op.lang] ?? '');
    visits.push({ id: visit.id, name, runs: visit.state === 'runs', until: visit.until });
  }
  const view = counterPage(page, {
    procedures: procedures.map(({ purpose, client }) => ({
      value: purpose.id,
      label: of(purpose.name[op.lang], client.name[op.lang]),
    })),
    visits,
    typed,
    error: fault && sentenceOf(fault, op.lang),
  });
  sendPage(res, view, fault ? statusOf(fault) : 200);
}

/** The code went to the person's own mobile; she says it at the counter. */
async function askCode(
  web: Web,
  req: Named,
  res: Response,
  { op, personId }: Working,
  fault?: Fault,
): Promise<void> {
  const visit = await getVisit(op, personId, req.params.id);
  const page = await pageOf(web, req, op);
  const purpose = await findPurpose(op, visit.purposeId);
  const client = await findClient(op, visit.clientId);
  const view = codePage(page, {
    id: visit.id,
    procedure: purpose?.name[op.lang] ?? '',
    system: client?.name[op.lang] ?? '',
    until: visit.until,
    error: fault && sentenceOf(fault, op.lang),
  });
  sendPage(res, view, fault ? statusOf(fault) : 200);
}

async function showVisit(web: Web, req: Named, res: Response, { op, personId }: Working): Promise<void> {
  const seen = await seeVisit(op, personId, req.params.id);
  const page = await pageOf(web, req, op);
  const client = await findClient(op, seen.visit.clientId);
  const entity = seen.subjectId === seen.person.id ? undefined : await findEntity(op, seen.subjectId);
  const view = visitPage(page, {
    id: seen.visit.id,
    procedure: seen.purpose.name[op.lang],
    system: client?.name[op.lang] ?? '',
    person: personKnownAs(seen.person, op.lang),
    subject: entity?.name[op.lang],
    officer: personKnownAs(await getPerson(op, personId), op.lang),
    counter: seen.counter,
    until: seen.visit.until,
    groups: valueGroupsOf(page, seen.values),
  });
  sendPage(res, view);
}
