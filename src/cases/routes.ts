import { type Request, type Response, Router } from 'express';
import { casePage } from '../../views/cases/case.ts';
import { complaintsPage } from '../../views/cases/complaints.ts';
import { caseListPage } from '../../views/cases/list.ts';
import { newCasePage } from '../../views/cases/new.ts';
import { findSystem, listSystems } from '../directory/index.ts';
import { findEntityByLegalId } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { readLegalId } from '../identifiers.ts';
import { drawnOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import { findField } from '../profile/index.ts';
import {
  formText,
  onward,
  operationOf,
  packText,
  pageOf,
  personOf,
  queryText,
  requirePerson,
  sendPacked,
  sendPage,
  sentenceOf,
  type Web,
} from '../web/index.ts';
import { aboutOfCase } from './about.ts';
import { takeBackCase } from './answer.ts';
import { type CaseKind, getOwnCase, listCases, type Reason } from './case.ts';
import { byAgency, type ComplaintLine, complaintsNow, FEW } from './complaints.ts';
import type { EvidenceFile } from './evidence.ts';
import { caseForm, evidenceAnswer, fileOf } from './evidence-routes.ts';
import { entryOf, type NewCase, openCase } from './open.ts';
import { findEvidence, readEvidenceFile } from './shown.ts';

const kinds: readonly CaseKind[] = ['unrecognised', 'dispute', 'complaint'];
const reasons: readonly Reason[] = ['asked_again', 'paid_elsewhere', 'other'];

/** Lines of one page of the counts that everybody sees. */
const SHOWN = 50;

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

  router.post('/me/cases', signedIn, async (req, res) => {
    const op = operationOf(req);
    const asked = (name: string) => formText(req, name);
    try {
      await caseForm(req, res);
      const opened = await openCase(op, await newCaseOf(op, asked, fileOf(req)));
      res.redirect(303, `/me/cases/${opened.id}`);
    } catch (error) {
      if (!isFault(error) || !['bad_input', 'too_large'].includes(error.kind)) throw error;
      await showForm(web, req, res, asked, sentenceOf(error, op.lang));
    }
  });

  router.get('/me/cases/:id', signedIn, async (req: Request<{ id: string }>, res) => {
    const op = operationOf(req);
    const found = await getOwnCase(op, req.params.id);
    const view = casePage(await pageOf(web, req, op), {
      case: found,
      about: await aboutOfCase(op, found),
      evidence: await findEvidence(op, found),
    });
    sendPage(res, view);
  });

  router.get('/me/cases/:id/evidence', signedIn, async (req: Request<{ id: string }>, res) => {
    const op = operationOf(req);
    const found = await getOwnCase(op, req.params.id);
    evidenceAnswer(res, found, await readEvidenceFile(op, found));
  });

  router.get('/complaints', async (req, res) => {
    const op = await personOf(web, req, res);
    const all = await complaintsNow(op);
    const number = Number(queryText(req, 'after'));
    const after = all.findIndex(({ system }) => system.number === number);
    const lines = onward(req, all.slice(after + 1), {
      most: SHOWN,
      keyOf: ({ system }) => String(system.number),
    });
    const sums = drawnOnce(all, 'agencies', () => byAgency(all));
    const agency = sums.findIndex(({ name }) => name.fa === queryText(req, 'agency', 300));
    const agencies = onward(req, sums.slice(agency + 1), {
      most: SHOWN,
      keyOf: ({ name }) => name.fa,
      name: 'agency',
    });
    sendPage(res, complaintsPage(await pageOf(web, req, op), { all, lines, agencies }));
  });

  router.get('/complaints.json', async (req, res) => {
    const lines = await complaintsNow(operationOf(req));
    const packed = await drawnOnce(lines, 'json', () =>
      packText(
        JSON.stringify({
          days: 365,
          fewer_than: FEW,
          systems: lines.map(complaintJson),
          agencies: byAgency(lines),
        }),
      ),
    );
    await sendPacked(req, res, { type: 'json', packed, seconds: 300 });
  });

  router.post('/me/cases/:id/taking-back', signedIn, async (req: Request<{ id: string }>, res) => {
    await takeBackCase(operationOf(req), req.params.id);
    res.redirect(303, `/me/cases/${req.params.id}`);
  });

  return router;
}

type Asked = (name: string) => string;

function reasonOf(asked: Asked): Reason {
  return reasons.find(reason => reason === asked('reason')) ?? 'other';
}

/** @throws cases.address */
function addressOf(text: string): { address?: string } {
  const address = text.trim();
  if (address === '') return {};
  // A port stands after a host ("example.ir:8080/form"); anything else before a colon is another scheme.
  const otherScheme = /^(?!https?:\/\/)[a-z][a-z0-9+.-]*:(?!\d)/i.test(address);
  const whole = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  if (otherScheme || /\s/.test(address) || whole.length > 500 || !URL.canParse(whole))
    throw new Fault('bad_input', 'cases.address');
  return { address: whole };
}

function complaintJson(line: ComplaintLine): object {
  const { system, agency, byReason, ...sums } = line;
  return { system, agency, ...sums, by_reason: byReason };
}

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

async function newCaseOf(op: Operation, asked: Asked, file: EvidenceFile | undefined): Promise<NewCase> {
  const kind = kindOf(asked);
  const system = Number(asked('system'));
  return {
    kind,
    subjectId: await subjectIdOf(op, asked),
    about: {
      releaseId: asked('entry'),
      fieldKey: asked('field'),
      ...(kind === 'complaint' && (await findSystem(op, system)) ? { systemNumber: system } : {}),
    },
    text: asked('text'),
    reason: reasonOf(asked),
    evidence: { ...(file ? { file } : {}), ...addressOf(asked('address')) },
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
    reason: reasonOf(asked),
    address: error === undefined ? '' : asked('address'),
    text: error === undefined ? '' : asked('text'),
    error,
  });
  sendPage(res, view, error ? 400 : 200);
}
