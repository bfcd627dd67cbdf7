import { type Request, type Response, Router } from 'express';
import { applicationsPage } from '../../views/me/applications.ts';
import type { MyPower } from '../../views/me/data.ts';
import { exportPage } from '../../views/me/export.ts';
import { launchPage } from '../../views/me/launch.ts';
import { overviewPage } from '../../views/me/overview.ts';
import { invitationsOf } from '../agencies/index.ts';
import { record } from '../audit/index.ts';
import { askedOf } from '../feedback/index.ts';
import { listApplications } from '../handover/index.ts';
import { personKnownAs } from '../identity/index.ts';
import type { Power } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { readFields, valueKeys } from '../profile/index.ts';
import { operationOf, pageOf, requirePerson, sendPage, type Web } from '../web/index.ts';
import { consentRoutes } from './consent-routes.ts';
import { consentsOf } from './consents.ts';
import { exportOf } from './export.ts';
import type { HeldElsewhere } from './held.ts';
import { launchFor } from './launch.ts';
import { noticesOf } from './notices.ts';
import { profileRoutes } from './profile-routes.ts';
import { personIdOf, readerOf } from './reader.ts';
import { entriesOf } from './record.ts';
import { recordRoutes } from './record-routes.ts';
import { endOtherSessionsOf, endSessionOf, type SessionDoor, sessionsOf } from './sessions.ts';
import { groupsOf } from './values.ts';

const ownKeys = valueKeys('person');
/** Entries that the export names in a line each. */
const EXPORTED = 100;

/** A person's own pages. Whoever has no session is sent to sign-in and back; other people's ids are not found. */
export function meRoutes(
  web: Web,
  sessions: SessionDoor,
  elsewhere: HeldElsewhere = async () => ({}),
): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const page = await pageOf(web, req, op);
    const consents = await consentsOf(op, reader);
    const { person } = reader;
    const asked = await askedOf(op, person.id);
    const view = overviewPage(page, {
      asked: asked && { number: asked.system.number, name: asked.system.name[op.lang] },
      person: { ...person, name: personKnownAs(person, op.lang) },
      groups: groupsOf(page, await readFields(op, person.id, ownKeys)),
      powers: reader.powers.filter(isOffice).map(power => powerIn(op, power)),
      consents: consents.filter(consent => consent.state === 'holds'),
      ended: consents.filter(consent => consent.state !== 'holds'),
      notices: await noticesOf(op, reader),
      latest: await entriesOf(op, reader, { kinds: ['profile.released'], limit: 5 }),
      sessions: await sessionsOf(op, sessions, person.id),
      invitations: (await invitationsOf(op, person.id)).length,
    });
    sendPage(res, view);
  });

  router.get('/me/systems', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const asked = typeof req.query.for === 'string' ? req.query.for : 'self';
    const data = await launchFor(op, await readerOf(op), asked);
    sendPage(res, launchPage(await pageOf(web, req, op), data));
  });

  router.get('/me/applications', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const applications = await listApplications(op, reader.person.id);
    const shown = applications.map(one => ({
      ...one,
      from: one.from.name?.[op.lang] ?? one.from.id,
      to: one.to.name?.[op.lang] ?? one.to.id,
      about: reader.nameOf(one.subjectId),
    }));
    sendPage(res, applicationsPage(await pageOf(web, req, op), shown));
  });

  router.use(consentRoutes(web), recordRoutes(web), profileRoutes(web));

  router.post('/me/other-sessions/end', signedIn, async (req: Request, res: Response) => {
    await endOtherSessionsOf(operationOf(req), sessions);
    res.redirect(303, '/me#sessions');
  });

  router.post('/me/sessions/:uid/end', signedIn, async (req: Request<{ uid: string }>, res: Response) => {
    const op = operationOf(req);
    await endSessionOf(op, sessions, req.params.uid);
    const own = op.actor.kind === 'person' && op.actor.sessionUid === req.params.uid;
    res.redirect(303, own ? '/' : '/me');
  });

  router.get('/me/export.json', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const everything = await exportOf(op, await readerOf(op), sessions, elsewhere);
    await record(op, { kind: 'rights.exported', subjectId: personIdOf(op), data: { form: 'file' } });
    res.setHeader('cache-control', 'no-store');
    res.setHeader('content-disposition', 'attachment; filename="yekbar.json"');
    res.type('json').send(JSON.stringify(everything, null, 2));
  });

  router.get('/me/export', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const reader = await readerOf(op);
    const everything = await exportOf(op, reader, sessions, elsewhere);
    const entries = await entriesOf(op, reader, { limit: EXPORTED });
    await record(op, { kind: 'rights.exported', subjectId: personIdOf(op), data: { form: 'page' } });
    sendPage(res, exportPage(await pageOf(web, req, op), everything, entries));
  });

  return router;
}

type Office = Power & Pick<MyPower, 'state'>;
const isOffice = (power: Power): power is Office => power.basis === 'registry';

function powerIn(op: Operation, power: Office): MyPower {
  const { entity, ...rest } = power;
  return { ...rest, name: entity.name[op.lang], legalId: entity.legalId };
}
