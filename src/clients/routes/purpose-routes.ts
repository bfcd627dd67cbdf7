import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { labelsOf } from '../../../views/clients/form-parts.ts';
import { type NewVersionData, newVersionPage, type Preview } from '../../../views/clients/new-version.ts';
import { Fault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { formText, operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { asksMore, concernsPeople } from '../asks-more.ts';
import { fieldGroups, fieldsFound, fieldsNamed, findingsIn } from '../card.ts';
import type { Client, Purpose } from '../client.ts';
import { listPurposes } from '../find.ts';
import { emptyForm, formOfPurpose, type PostedForm, readPurposeForm } from '../form.ts';
import type { Problem, PurposeInput } from '../input.ts';
import { purposeProblems } from '../problems.ts';
import { purposeDifferences } from '../purpose-differences.ts';
import { registerPurpose } from '../register.ts';
import { lintInput } from '../review.ts';
import { longForm } from './client-form-routes.ts';
import type { ClientDesk } from './desk.ts';
import { postedForm, remarksOf } from './posted.ts';

/** The page on which a purpose, or a new version of one, is written, looked at and sent. */
export function purposeRoutes(web: Web, desk: ClientDesk): Router {
  const router = Router();
  const at = `${desk.base}/clients/:id/purposes`;

  router.get(`${at}/new`, ...desk.change, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const client = await changing(req);
    const key = typeof req.query.of === 'string' ? req.query.of.slice(0, 100) : '';
    const before = key === '' ? undefined : await versionInForce(op, client, key);
    if (key !== '' && !before) throw new Fault('not_found', 'clients.purpose_not_found');
    await show(req, res, client, before, before ? formOfPurpose(before, op.lang) : emptyForm, [], undefined);
  });

  router.post(at, ...desk.change, longForm, async (req: Request, res: Response) => {
    const op = operationOf(req);
    const client = await changing(req);
    const form = postedForm(req, Object.keys(labelsOf(await pageOf(web, req))));
    const input = readPurposeForm(form);
    const before = await versionInForce(op, client, input.key);
    const what = formText(req, 'do', 20);
    if (what === 'search') return show(req, res, client, before, form, [], undefined);
    const problems = purposeProblems(input, op.at);
    if (problems.length > 0) return show(req, res, client, before, form, problems, undefined);
    const preview = await previewOf(op, client, before, input);
    if (what !== 'send' || formText(req, 'seen', 100) !== preview.seen)
      return show(req, res, client, before, form, [], preview);
    const { approvalId } = await desk.ask(op, client.id, op => registerPurpose(op, client.id, input));
    const page = `${desk.base}/clients/${encodeURIComponent(client.id)}#purposes`;
    res.redirect(303, approvalId ? `${desk.base}/approvals/${approvalId}` : page);
  });

  async function changing(req: Request): Promise<Client> {
    const op = operationOf(req);
    const client = await desk.getClient(op, String(req.params.id));
    if (client.kind === 'internal' || !(await desk.mayChange(op, client)))
      throw new Fault('forbidden', 'clients.not_yours_to_change');
    if (client.state !== 'active') throw new Fault('conflict', 'clients.not_active', { state: client.state });
    return client;
  }

  async function show(
    req: Request,
    res: Response,
    client: Client,
    before: Purpose | undefined,
    form: PostedForm,
    problems: readonly Problem[],
    preview: Preview | undefined,
  ): Promise<void> {
    const op = operationOf(req);
    const page = await pageOf(web, req, op);
    const data: NewVersionData = {
      client,
      before,
      form,
      errors: remarksOf(page, problems, form, true),
      ...chooserOf(op, form),
      preview,
    };
    sendPage(res, newVersionPage(page, desk, data), problems.length > 0 ? 400 : 200);
  }

  return router;
}

/** Those that are ticked stand first; those that are searched for, or the whole catalogue, stand under them. */
function chooserOf(
  { lang }: Operation,
  form: PostedForm,
): Pick<NewVersionData, 'ticked' | 'found' | 'groups'> {
  const search = form.text.field_search ?? '';
  const without = <T extends { key: string }>(rows: readonly T[]) =>
    rows.filter(({ key }) => !form.fields.includes(key));
  const groups = fieldGroups(lang).map(group => ({ ...group, fields: without(group.fields) }));
  return {
    ticked: fieldsNamed(form.fields, lang),
    found: search.trim() === '' ? undefined : without(fieldsFound(search, lang)),
    groups: groups.filter(({ fields }) => fields.length > 0),
  };
}

async function versionInForce(op: Operation, client: Client, key: string): Promise<Purpose | undefined> {
  const purposes = await listPurposes(op, client.id);
  return purposes.find(purpose => purpose.key === key && purpose.state === 'active');
}

async function previewOf(
  op: Operation,
  client: Client,
  before: Purpose | undefined,
  input: PurposeInput,
): Promise<Preview> {
  const more = before && asksMore(before, input);
  return {
    differences: before ? purposeDifferences(before, input, op.lang) : [],
    findings: findingsIn(await lintInput(op, client, input), op.lang),
    more,
    tells: more !== undefined && concernsPeople(more),
    seen: createHash('sha256')
      .update(JSON.stringify([before?.id, input]))
      .digest('base64url'),
  };
}
