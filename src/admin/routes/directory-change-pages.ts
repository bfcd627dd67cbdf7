import { type Request, type Response, Router } from 'express';
import { changePage, changesPage } from '../../../views/admin/directory-change.ts';
import {
  type About,
  type Content,
  columnsOf,
  decideChange,
  type Format,
  formats,
  getChange,
  LONGEST_FILE,
  listChanges,
  listStaged,
  mayDecideChange,
  receiveFile,
} from '../../directory/index.ts';
import { Fault, isFault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { findRegistry } from '../../registries/index.ts';
import { isUuid } from '../../text.ts';
import {
  formText,
  onward,
  operationOf,
  pageOf,
  postForm,
  queryText,
  readUpload,
  sendPage,
  sentenceOf,
  type Web,
} from '../../web/index.ts';
import { nameOfActor } from '../actor-name.ts';
import { decides, requireStaff } from '../staff.ts';
import { labelOf } from './directory-pages.ts';
import { administratorsOnly, decidersOnly, staffOnly } from './guard.ts';

const SHOWN = 100;
const CHANGES = 50;

/** Changes of the directory that wait for a second person, and files that are read. */
export function directoryChangePages(web: Web): Router {
  const router = Router();

  router.get('/admin/directory/changes', ...staffOnly(web), (req, res) => showList(web, req, res));

  router.post('/admin/directory/changes', ...administratorsOnly(web), async (req, res) => {
    const op = operationOf(req);
    try {
      const { file } = await readUpload(req, LONGEST_FILE, (pieces, fields) =>
        receiveFile(op, wishOf(fields.about, fields.format), pieces),
      );
      if (!file) throw new Fault('bad_input', 'directory.file_needed');
      res.redirect(303, `/admin/directory/changes/${file.id}`);
    } catch (error) {
      if (!isFault(error) || !['bad_input', 'too_large'].includes(error.kind)) throw error;
      await showList(web, req, res, sentenceOf(error, op.lang));
    }
  });

  router.get('/admin/directory/changes/:id', ...staffOnly(web), (req, res) => show(web, req, res));

  router.get('/admin/directory/changes/:id/problems.csv', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const { id } = await getChange(op, String(req.params.id));
    res.setHeader('cache-control', 'no-store');
    res.type('text/csv').attachment('yekbar-directory-problems.csv');
    res.write('line,key,problems\r\n');
    await writeProblems(op, id, text => res.write(text));
    res.end();
  });

  router.post('/admin/directory/changes/:id/decision', ...decidersOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const decision = formText(req, 'decision', 20);
    if (decision !== 'applied' && decision !== 'refused') throw new Fault('bad_input', 'web.malformed');
    const reason = formText(req, 'reason');
    const withoutBad = formText(req, 'without_bad', 10) === 'yes';
    try {
      const { id } = await decideChange(op, String(req.params.id), { decision, reason, withoutBad });
      res.redirect(303, `/admin/directory/changes/${id}`);
    } catch (error) {
      if (!isFault(error) || !['bad_input', 'conflict'].includes(error.kind)) throw error;
      await show(web, req, res, error);
    }
  });

  return router;
}

/** @throws directory.file_needed */
export function wishOf(about: unknown, format: unknown): { about: About; format: Format } {
  const known = formats.find(one => one === format);
  if (!known || (about !== 'system' && about !== 'registry'))
    throw new Fault('bad_input', 'directory.file_needed');
  return { about, format: known };
}

/** A page of rows at a time: a report of ten thousand is never whole in memory. */
async function writeProblems(op: Operation, id: string, write: (text: string) => void): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await listStaged(op, id, { bad: true, after, limit: 1000 });
    for (const { line, key, problems } of rows) write(`${line},${key},${cell(problems.join(' '))}\r\n`);
    const last = rows.at(-1);
    if (!last || rows.length < 1000) return;
    after = last.line;
  }
}

/** Columns are named by whoever sent the file: none of them is a formula to a spreadsheet. */
const cell = (text: string) => text.replace(/[",\r\n]/g, ' ').replace(/^[=+\-@\t]/, "'$&");

async function showList(web: Web, req: Request, res: Response, error?: string): Promise<void> {
  const op = operationOf(req);
  const waiting = req.query.state !== 'all';
  const after = queryText(req, 'after');
  const found = await listChanges(op, {
    waiting,
    after: isUuid(after) ? after : undefined,
    limit: CHANGES + 1,
  });
  const { rows, more } = onward(req, found, { most: CHANGES, keyOf: ({ id }) => id });
  const changes = await Promise.all(
    rows.map(async change => ({
      change,
      sentBy: await nameOfActor(op, change.sentBy),
    })),
  );
  const view = changesPage(await pageOf(web, req, op), {
    waiting,
    changes,
    more,
    columns: { system: columnsOf('system'), registry: columnsOf('registry') },
    mayChange: (await requireStaff(op)) === 'platform_administrator',
    error,
  });
  sendPage(res, view, error ? 400 : 200);
}

async function show(web: Web, req: Request, res: Response, fault?: Fault): Promise<void> {
  const op = operationOf(req);
  const change = await getChange(op, String(req.params.id));
  const { about } = change;
  const staged = await listStaged(op, change.id, { bad: false, after: 0, limit: SHOWN });
  const view = changePage(await pageOf(web, req, op), {
    change,
    sentBy: await nameOfActor(op, change.sentBy),
    decidedBy: change.decidedBy ? await nameOfActor(op, change.decidedBy) : undefined,
    rows: staged.map(entry => ({
      key: entry.key,
      name: nameOf(op, about, entry.key, entry.content),
      isNew: entry.act === 'added',
      differences: entry.differences,
    })),
    bad: await listStaged(op, change.id, { bad: true, after: 0, limit: SHOWN }),
    labelOf: (part, value) => labelOf(op, part, value),
    mayChange: decides(await requireStaff(op)),
    mayDecide: await mayDecideChange(op, change),
    error: fault && sentenceOf(fault, op.lang),
  });
  sendPage(res, view, fault ? (fault.kind === 'conflict' ? 409 : 400) : 200);
}

function nameOf(op: Operation, about: About, key: string, content: Content | undefined): string {
  return about === 'registry'
    ? (findRegistry(key)?.name[op.lang] ?? key)
    : String(content?.[`name_${op.lang}`] ?? key);
}
