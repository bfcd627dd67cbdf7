import { type Request, type Response, Router } from 'express';
import { officersPage } from '../../../views/agency/officers.ts';
import { findPerson, personKnownAs } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import { formTexts, mistakeOf, operationOf, pageOf, postForm, sendPage, type Web } from '../../web/index.ts';
import { endOfficer } from '../end.ts';
import { inviteOfficer } from '../invite.ts';
import { getAgency, listOfficers } from '../officer.ts';
import { may } from '../role.ts';
import { requireAct } from '../standing.ts';
import { idOf, officersOnly } from './guard.ts';

const names = ['national_id', 'role', 'contractor', 'company'] as const;
type Posted = Readonly<Record<(typeof names)[number], string>>;
const empty: Posted = { national_id: '', role: 'developer', contractor: '', company: '' };

/** Who works for an agency; its owner invites and ends. */
export function officerPages(web: Web): Router {
  const router = Router();
  const at = '/agency/agencies/:id/officers';

  router.get(at, ...officersOnly(web), (req, res) => show(req, res, empty, undefined));

  router.post(at, ...officersOnly(web), postForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const posted = formTexts(req, names, 400);
    try {
      await inviteOfficer(op, idOf(req), {
        nationalId: posted.national_id,
        role: posted.role,
        contractor: posted.contractor === 'yes',
        company: posted.company,
      });
    } catch (error) {
      return show(req, res, posted, mistakeOf(error, op.lang, ['bad_input', 'conflict', 'too_many']));
    }
    res.redirect(303, `/agency/agencies/${encodeURIComponent(idOf(req))}/officers`);
  });

  router.post(`${at}/:officer/end`, ...officersOnly(web), async (req: Request, res: Response) => {
    await endOfficer(operationOf(req), idOf(req), String(req.params.officer));
    res.redirect(303, `/agency/agencies/${encodeURIComponent(idOf(req))}/officers`);
  });

  async function show(req: Request, res: Response, form: Posted, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const standing = await requireAct(op, idOf(req), 'see');
    const agency = await getAgency(op, idOf(req));
    const view = officersPage(await pageOf(web, req, op), {
      agency: { id: agency.id, name: agency.name[op.lang] },
      standing,
      officers: await officerRows(op, agency.id),
      mayAppoint: may(standing, 'appoint'),
      form,
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }

  return router;
}

/** Officers by name; whom an invitation is for is told to nobody but her. */
export async function officerRows(op: Operation, agencyId: string) {
  return Promise.all(
    (await listOfficers(op, agencyId)).map(async officer => {
      const person = officer.personId === null ? undefined : await findPerson(op, officer.personId);
      return { officer, name: person && personKnownAs(person, op.lang) };
    }),
  );
}
