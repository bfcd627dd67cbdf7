import { type Request, type RequestHandler, type Response, Router } from 'express';
import { agenciesPage } from '../../../views/admin/agencies.ts';
import { agencyPage } from '../../../views/admin/agency.ts';
import {
  approveOwner,
  countOwners,
  endByPlatform,
  getAgency,
  giveSystems,
  nameOwner,
  officerRows,
  systemsOf,
} from '../../agencies/index.ts';
import { listAgencies, problemsOf, registerAgency } from '../../clients/index.ts';
import { Fault, isFault } from '../../errors.ts';
import { actorName, type Operation } from '../../operation.ts';
import { identifierDigits } from '../../text.ts';
import { formText, operationOf, pageOf, postForm, sendPage, sentenceOf, type Web } from '../../web/index.ts';
import { decides, requireStaff } from '../staff.ts';
import { administratorsOnly, decidersOnly, staffOnly } from './guard.ts';

const names = ['id', 'name_fa', 'name_en', 'parent'] as const;
type Posted = Readonly<Record<(typeof names)[number], string>>;
const empty: Posted = { id: '', name_fa: '', name_en: '', parent: '' };

/** Agencies with their people: the platform names the first owner, by two administrators, and says whose a system is. */
export function agencyPages(web: Web): Router {
  const router = Router();
  const idOf = (req: Request) => String(req.params.id);
  const taking =
    (guard: RequestHandler[]) => (path: string, work: (op: Operation, req: Request) => Promise<unknown>) =>
      router.post(path, ...guard, postForm, async (req: Request, res: Response) => {
        const op = operationOf(req);
        try {
          await work(op, req);
        } catch (error) {
          if (!isFault(error) || !['bad_input', 'conflict', 'too_many'].includes(error.kind)) throw error;
          await showOne(req, res, sentenceOf(error, op.lang));
          return;
        }
        res.redirect(303, `/admin/agencies/${encodeURIComponent(idOf(req))}`);
      });

  const change = taking(administratorsOnly(web));
  const decision = taking(decidersOnly(web));

  router.get('/admin/agencies', ...staffOnly(web), (req, res) => showAll(req, res, empty, []));

  router.post('/admin/agencies', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const posted = Object.fromEntries(names.map(name => [name, formText(req, name, 400)])) as Posted;
    try {
      const { id } = await registerAgency(op, {
        id: posted.id.trim(),
        name: { fa: posted.name_fa, en: posted.name_en },
        parentId: posted.parent || null,
      });
      res.redirect(303, `/admin/agencies/${encodeURIComponent(id)}`);
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      await showAll(req, res, posted, problems);
    }
  });

  router.get('/admin/agencies/:id', ...staffOnly(web), (req, res) => showOne(req, res, undefined));
  change('/admin/agencies/:id/owners', (op, req) =>
    nameOwner(op, idOf(req), formText(req, 'national_id', 40)),
  );
  change('/admin/agencies/:id/systems', (op, req) =>
    giveSystems(op, idOf(req), numbersIn(formText(req, 'systems'))),
  );
  decision('/admin/agencies/:id/officers/:officer/approval', (op, req) =>
    approveOwner(op, idOf(req), String(req.params.officer)),
  );
  change('/admin/agencies/:id/officers/:officer/end', (op, req) =>
    endByPlatform(op, idOf(req), String(req.params.officer)),
  );

  async function showAll(
    req: Request,
    res: Response,
    form: Posted,
    problems: readonly { field: string; code: string }[],
  ): Promise<void> {
    const op = operationOf(req);
    const page = await pageOf(web, req, op);
    const sentences: Readonly<Record<string, string>> = page.t.admin.problems;
    const all = await listAgencies(op);
    const byId = new Map(all.map(agency => [agency.id, agency]));
    const owners = await countOwners(op);
    const rows = all.map(agency => ({
      id: agency.id,
      name: agency.name[op.lang],
      parent: byId.get(agency.parentId ?? '')?.name[op.lang],
      owners: owners.get(agency.id) ?? 0,
    }));
    const controls: Readonly<Record<string, string>> = { 'name.fa': 'name_fa', 'name.en': 'name_en' };
    const view = agenciesPage(page, {
      rows,
      parents: all
        .filter(({ parentId }) => parentId === null)
        .map(({ id, name }) => ({ value: id, label: name[op.lang] })),
      form,
      errors: new Map(problems.map(({ field, code }) => [controls[field] ?? field, sentences[code] ?? code])),
      mayChange: (await requireStaff(op)) === 'platform_administrator',
    });
    sendPage(res, view, problems.length > 0 ? 400 : 200);
  }

  async function showOne(req: Request, res: Response, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const agency = await getAgency(op, idOf(req));
    const me = actorName(op.actor);
    const role = await requireStaff(op);
    const view = agencyPage(await pageOf(web, req, op), {
      id: agency.id,
      name: agency.name[op.lang],
      officers: (await officerRows(op, agency.id)).map(row => ({
        ...row,
        mayApprove: decides(role) && row.officer.state === 'asked' && row.officer.invitedBy !== me,
      })),
      systems: (await systemsOf(op, agency.id)).map(({ number, name }) => ({ number, name: name[op.lang] })),
      mayChange: role === 'platform_administrator',
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }

  return router;
}

/** @throws agencies.system_unknown */
function numbersIn(text: string): number[] {
  return text
    .split(/[\s,،]+/)
    .filter(Boolean)
    .map(word => {
      const number = Number(identifierDigits(word) ?? Number.NaN);
      if (!Number.isInteger(number)) throw new Fault('bad_input', 'agencies.system_unknown');
      return number;
    });
}
