import { type Request, type Response, Router } from 'express';
import { overlapAdminPage } from '../../../views/admin/overlap.ts';
import { listSystems } from '../../directory/index.ts';
import type { Operation } from '../../operation.ts';
import { countAllDoubts, decideLabel, listDoubts, readForm } from '../../overlap/index.ts';
import { catalogue, fieldLabel } from '../../profile/index.ts';
import { identifierDigits } from '../../text.ts';
import {
  formReader,
  formText,
  mistakeOf,
  operationOf,
  pageOf,
  postForm,
  sendPage,
  type Web,
} from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

/** The source of a page is longer than any other form. */
const LONGEST = 500_000;
const longForm = formReader({ limit: '2mb', parameterLimit: 20 });

interface Posted {
  readonly system: string;
  readonly source: string;
  readonly text: string;
  readonly uses: string;
  readonly error: string | undefined;
}
const empty: Posted = { system: '', source: 'json_schema', text: '', uses: '', error: undefined };

/** What forms ask and what unclear questions mean: staff see it, platform administrators decide. */
export function overlapPages(web: Web): Router {
  const router = Router();

  router.get('/admin/overlap', ...staffOnly(web), async (req: Request, res: Response) => {
    const done = Number(req.query.decided);
    const op = operationOf(req);
    const { admin } = (await pageOf(web, req, op)).t.overlap;
    await show(
      web,
      req,
      res,
      empty,
      Number.isInteger(done) && done > 0 ? admin.decided(String(done), done) : undefined,
    );
  });

  router.post('/admin/overlap/labels', ...administratorsOnly(web), postForm, async (req, res) => {
    const field = formText(req, 'field', 100);
    const times = await decideLabel(
      operationOf(req),
      formText(req, 'words', 500),
      field === '' ? null : field,
    );
    res.redirect(303, `/admin/overlap?decided=${times}`);
  });

  router.post('/admin/overlap/forms', ...administratorsOnly(web), longForm, async (req, res) => {
    const op = operationOf(req);
    const posted: Posted = {
      system: formText(req, 'system', 50),
      source: formText(req, 'source', 20),
      text: formText(req, 'text', LONGEST),
      uses: formText(req, 'uses', 50),
      error: undefined,
    };
    try {
      const read = await readForm(op, numberOf(posted.system), {
        source: posted.source === 'html' ? 'html' : 'json_schema',
        text: posted.text,
        usesPerYear: posted.uses.trim() === '' ? null : numberOf(posted.uses),
      });
      const { format, t } = await pageOf(web, req, op);
      const n = format.number;
      await show(
        web,
        req,
        res,
        empty,
        t.overlap.admin.wasRead(n(read.questions), n(read.fields), n(read.doubtful)),
      );
    } catch (error) {
      const said = mistakeOf(error, op.lang, ['bad_input', 'not_found']);
      await show(web, req, res, { ...posted, error: said }, undefined, 400);
    }
  });

  return router;
}

function numberOf(text: string): number {
  return Number(identifierDigits(text) ?? Number.NaN);
}

async function show(
  web: Web,
  req: Request,
  res: Response,
  form: Posted,
  done: string | undefined,
  status = 200,
): Promise<void> {
  const op = operationOf(req);
  const names = new Map((await listSystems(op)).map(({ number, name }) => [number, name[op.lang]]));
  const doubts = await listDoubts(op, 50);
  const view = overlapAdminPage(await pageOf(web, req, op), {
    doubts: doubts.map(({ words, label, field, systems }) => ({
      words,
      label,
      guess: field ?? '',
      systems: systems.map(number => names.get(number) ?? String(number)),
    })),
    total: await countAllDoubts(op),
    fields: fieldOptions(op),
    mayChange: (await requireStaff(op)) === 'platform_administrator',
    done,
    form,
  });
  sendPage(res, view, status);
}

/** Every field of the catalogue, by its label. */
function fieldOptions(op: Operation) {
  return catalogue
    .map(({ key }) => ({ value: key, label: `${fieldLabel(key, op.lang)} (${key})` }))
    .sort((one, other) => one.label.localeCompare(other.label, op.lang));
}
