import { type Request, type Response, Router } from 'express';
import { casePage } from '../../views/cases/case.ts';
import { caseListPage } from '../../views/cases/list.ts';
import { newCasePage } from '../../views/cases/new.ts';
import { listSystems } from '../directory/index.ts';
import { findEntityByLegalId } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { readLegalId } from '../identifiers.ts';
import type { Operation } from '../operation.ts';
import { findField } from '../profile/index.ts';
import {
  formText,
  operationOf,
  pageOf,
  postForm,
  requirePerson,
  sendPage,
  sentenceOf,
  type Web,
} from '../web/index.ts';
import { aboutOfCase } from './about.ts';
import { takeBackCase } from './answer.ts';
import { type CaseKind, getOwnCase, listCases } from './case.ts';
import { entryOf, type NewCase, openCase } from './open.ts';

const kinds: readonly CaseKind[] = ['unrecognised', 'dispute', 'complaint'];

/** /me/cases: what a person put before the platform, and putting something. */
export function casesRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/cases', signedIn, async (req, res) => {
    const op = operationOf(req);
    const cases = await listCases(op, { personId: personIdOf(op) });
    const rows = [];
    for (const one of cases) rows.push({ case: one, about: await aboutOfCase(op, one) });
    sendPage(res, caseListPage(await pageOf(web, req, op), rows));
  });

  router.get('/me/cases/new', signedIn, async (req, res) => {
    const asked = (name: string) => {
      const value = req.query[name];
      return typeof value === 'string' ? value.slice(0, 200) : '';
    };
    await showForm(web, req, res, asked, undefined);
  });

  router.post('/me/cases', signedIn, postForm, async (req, res) => {
    const op = operationOf(req);
    const asked = (name: string) => formText(req, name);
    try {
      const opened = await openCase(op, await newCaseOf(op, asked));
      res.redirect(303, `/me/cases/${opened.id}`);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await showForm(web, req, res, asked, sentenceOf(error, op.lang));
    }
  });

  router.get('/me/cases/:id', signedIn, async (req: Request<{ id: string }>, res) => {
    const op = operationOf(req);
    const found = await getOwnCase(op, req.params.id);
    const view = casePage(await pageOf(web, req, op), { case: found, about: await aboutOfCase(op, found) });
    sendPage(res, view);
  });

  router.post('/me/cases/:id/taking-back', signedIn, async (req: Request<{ id: string }>, res) => {
    await takeBackCase(operationOf(req), req.params.id);
    res.redirect(303, `/me/cases/${req.params.id}`);
  });

  return router;
}

type Asked = (name: string) => string;

function personIdOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}

function kindOf(asked: Asked): CaseKind {
  return kinds.find(kind => kind === asked('kind')) ?? (asked('entry') ? 'unrecognised' : 'complaint');
}

/** The form names an entity by its national identifier, and the person by "self". */
async function subjectIdOf(op: Operation, asked: Asked): Promise<string> {
  const of = asked('of');
  if (of === '' || of === 'self') return personIdOf(op);
  const legalId = readLegalId(of);
  const entity = legalId && (await findEntityByLegalId(op, legalId));
  if (!entity) throw new Fault('not_found', 'cases.not_found');
  return entity.id;
}

async function newCaseOf(op: Operation, asked: Asked): Promise<NewCase> {
  const kind = kindOf(asked);
  const system = Number(asked('system'));
  return {
    kind,
    subjectId: await subjectIdOf(op, asked),
    about: {
      releaseId: asked('entry'),
      fieldKey: asked('field'),
      ...(kind === 'complaint' && Number.isInteger(system) && system >= 1 && system <= 50
        ? { systemNumber: system }
        : {}),
    },
    text: asked('text'),
  };
}

async function showForm(
  web: Web,
  req: Request,
  res: Response,
  asked: Asked,
  error: string | undefined,
): Promise<void> {
  const op = operationOf(req);
  const personId = personIdOf(op);
  const kind = kindOf(asked);
  const entry = kind === 'unrecognised' ? await entryOf(op, personId, asked('entry')) : undefined;
  const subjectId = entry ? (entry.subjectId ?? personId) : await subjectIdOf(op, asked);
  const field = kind === 'dispute' ? findField(asked('field')) : undefined;
  if (kind === 'dispute' && !field) throw new Fault('not_found', 'profile.unknown_field');
  const about = await aboutOfCase(op, {
    personId,
    subjectId,
    fieldKey: field?.key ?? null,
    systemNumber: null,
    clientId: entry?.clientId ?? null,
    registry: field?.registry ?? null,
  });
  const systems = kind === 'complaint' ? await listSystems(op) : [];
  const view = newCasePage(await pageOf(web, req, op), {
    kind,
    about,
    at: entry?.at,
    hidden: { kind, entry: entry?.publicId ?? '', field: field?.key ?? '', of: asked('of') },
    systems: systems.map(({ number, name }) => ({ number, name: name[op.lang] })),
    system: asked('system'),
    text: error === undefined ? '' : asked('text'),
    error,
  });
  sendPage(res, view, error ? 400 : 200);
}
