import { type Request, Router } from 'express';
import { closingPage } from '../../views/rights/closing.ts';
import type { RightsRow, RightsSubject } from '../../views/rights/data.ts';
import { rightsPage } from '../../views/rights/overview.ts';
import { Fault } from '../errors.ts';
import { freshPerson } from '../factors/index.ts';
import { listPowers } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { fieldLabel, findField, forgetDeclared, readFields, valueKeys } from '../profile/index.ts';
import { formText, operationOf, pageOf, postForm, requirePerson, sendPage, type Web } from '../web/index.ts';
import { askClosing, findClosing, takeBackClosing, WAIT_DAYS } from './close.ts';

/** /me/rights: what one may ask of data about oneself, and of the companies that one signs for. */
export function rightsRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/rights', signedIn, async (req, res) => {
    const op = operationOf(req);
    const personId = personIdOf(op);
    const subjects = await subjectsOf(op, personId);
    const of = typeof req.query.of === 'string' ? req.query.of : 'self';
    const subject = subjects.find(one => one.of === of);
    if (!subject) throw new Fault('not_found', 'rights.not_found');
    const view = rightsPage(await pageOf(web, req, op), {
      subjects,
      of,
      rows: await rowsOf(op, subject),
      closing: await findClosing(op, personId),
      done: req.query.done === 'deleted',
    });
    sendPage(res, view);
  });

  router.post('/me/rights/deletion', signedIn, postForm, async (req, res) => {
    const op = operationOf(req);
    const of = formText(req, 'of', 20) || 'self';
    const subject = (await subjectsOf(op, personIdOf(op))).find(one => one.of === of);
    if (!subject?.mayDelete) throw new Fault('not_found', 'rights.not_found');
    await forgetDeclared(op, subject.id, formText(req, 'field', 100));
    res.redirect(303, `/me/rights?of=${of}&done=deleted#values`);
  });

  router.get('/me/rights/closing', signedIn, async (req, res) => {
    const fresh = await freshPerson(web, req, res, 2, '/me/rights');
    if (!fresh) return;
    const { op, personId, until } = fresh;
    const closing = await findClosing(op, personId);
    sendPage(res, closingPage(await pageOf(web, req, op), { closing, until, days: WAIT_DAYS }));
  });

  router.post('/me/rights/closing', signedIn, postForm, async (req, res) => {
    const fresh = await freshPerson(web, req, res, 2, '/me/rights/closing');
    if (!fresh) return;
    if (formText(req, 'sure', 3) !== 'yes') throw new Fault('bad_input', 'rights.not_sure');
    await askClosing(fresh.op, fresh.personId);
    res.redirect(303, '/me/rights#account');
  });

  router.post('/me/rights/staying', signedIn, async (req: Request, res) => {
    const op = operationOf(req);
    await takeBackClosing(op, personIdOf(op));
    res.redirect(303, '/me/rights#account');
  });

  return router;
}

function personIdOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}

type Subject = RightsSubject & { readonly id: string; readonly mayDelete: boolean };

/** The person, and the companies that he signs for; what a company said, those erase who bind it alone. */
async function subjectsOf(op: Operation, personId: string): Promise<Subject[]> {
  const powers = await listPowers(op, personId);
  const open = powers.filter(power => power.state === 'usable' || power.state === 'joint');
  return [
    { of: 'self', name: undefined, id: personId, mayDelete: true },
    ...open.map(({ entity, state }) => ({
      of: entity.legalId,
      name: entity.name[op.lang],
      id: entity.id,
      mayDelete: state === 'usable',
    })),
  ];
}

async function rowsOf(op: Operation, subject: Subject): Promise<RightsRow[]> {
  const keys = valueKeys(subject.of === 'self' ? 'person' : 'entity');
  const fields = await readFields(op, subject.id, keys);
  return Object.entries(fields).flatMap(([key, envelope]) => {
    if (!['present', 'disputed'].includes(envelope.status)) return [];
    const own = findField(key)?.registry === null;
    return [
      {
        key,
        label: fieldLabel(key, op.lang),
        value: envelope.value,
        disputed: envelope.status === 'disputed',
        may: own ? (subject.mayDelete ? 'delete' : 'nothing') : 'dispute',
      } as const,
    ];
  });
}
