import { type Request, type Response, Router } from 'express';
import { countersPage } from '../../../views/admin/counters.ts';
import { readDay } from '../../calendar.ts';
import { findClient, listClients } from '../../clients/index.ts';
import { accreditOfficer, approveOfficer, endOfficer, listOfficers } from '../../counters/index.ts';
import { Fault } from '../../errors.ts';
import { findPerson, personKnownAs } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import {
  formTexts,
  mistakeOf,
  onward,
  operationOf,
  pageOf,
  postForm,
  queryText,
  sendPage,
  type Web,
} from '../../web/index.ts';
import { decides, requireStaff } from '../staff.ts';
import { administratorsOnly, decidersOnly, staffOnly } from './guard.ts';

const names = ['national_id', 'counter', 'client', 'until'] as const;
const PAGE = 50;
/** Systems that the field offers. */
const OFFERED = 50;
type Posted = Record<(typeof names)[number], string>;
const empty: Posted = { national_id: '', counter: '', client: '', until: '' };

/** Officers of service counters: one administrator asks, another or an approver approves, any ends. */
export function counterPages(web: Web): Router {
  const router = Router();

  router.get('/admin/counters', ...staffOnly(web), async (req, res) => {
    await show(web, req, res, empty);
  });

  router.post('/admin/counters', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const posted = formTexts(req, names, 200);
    try {
      await accreditOfficer(op, {
        nationalId: posted.national_id,
        counter: posted.counter,
        clientId: await clientMeant(op, posted.client),
        until: new Date(`${readDay(posted.until)}T23:59:59+03:30`),
      });
    } catch (error) {
      return show(web, req, res, posted, mistakeOf(error, op.lang));
    }
    res.redirect(303, '/admin/counters');
  });

  router.post('/admin/counters/:id/approval', ...decidersOnly(web), async (req, res) => {
    await approveOfficer(operationOf(req), String(req.params.id));
    res.redirect(303, '/admin/counters');
  });

  router.post('/admin/counters/:id/end', ...administratorsOnly(web), async (req, res) => {
    await endOfficer(operationOf(req), String(req.params.id));
    res.redirect(303, '/admin/counters');
  });

  return router;
}

const working = (op: Operation) => ({
  states: ['active'] as const,
  kinds: op.system.config.demo ? (['live', 'sandbox'] as const) : (['live'] as const),
});

/**
 * By its id, by a name with the id behind it as the list offers it, or by words that only one has.
 * @throws counters.system_unclear
 */
async function clientMeant(op: Operation, text: string): Promise<string> {
  const written = text.trim();
  const offered = /\(([^()]+)\)$/.exec(written)?.[1];
  for (const id of [written, offered]) if (id && (await findClient(op, id))) return id;
  const found = await listClients(op, { ...working(op), search: written, limit: 2 });
  if (found.length > 1) throw new Fault('bad_input', 'counters.system_unclear');
  return found[0]?.id ?? written;
}

async function show(web: Web, req: Request, res: Response, form: Posted, error?: string): Promise<void> {
  const op = operationOf(req);
  const reader = op.actor.kind === 'person' ? op.actor.personId : '';
  const role = await requireStaff(op);
  const after = req.method === 'GET' ? queryText(req, 'after') : '';
  const { rows, more } = onward(req, await listOfficers(op, { after, limit: PAGE + 1 }), {
    most: PAGE,
    keyOf: ({ id }) => id,
  });
  const officers = await Promise.all(
    rows.map(async one => {
      const person = await findPerson(op, one.personId);
      const client = await findClient(op, one.clientId);
      return {
        id: one.id,
        person: person ? personKnownAs(person, op.lang) : one.personId,
        counter: one.counter,
        system: client?.name[op.lang] ?? one.clientId,
        until: one.until,
        state: one.state,
        mayApprove:
          decides(role) && one.state === 'asked' && one.askedBy !== reader && one.personId !== reader,
      };
    }),
  );
  // Where they are few, all are offered; else those that fit what was written.
  const search = error === undefined ? '' : form.client;
  const clients = await listClients(op, { ...working(op), search, limit: OFFERED + 1 });
  const view = countersPage(await pageOf(web, req, op), {
    officers,
    more,
    systems: clients.slice(0, OFFERED).map(client => `${client.name[op.lang]} (${client.id})`),
    mayChange: role === 'platform_administrator',
    form,
    error,
  });
  sendPage(res, view, error ? 400 : 200);
}
