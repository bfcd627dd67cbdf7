import { type Request, type Response, Router } from 'express';
import { type DirectoryRow, directoryListPage } from '../../../views/admin/directory.ts';
import { entryPage } from '../../../views/admin/entry.ts';
import {
  type About,
  type ConnectionState,
  connectionStates,
  connectionsOf,
  editEntry,
  findWaitingChange,
  type GovernmentSystem,
  getEntry,
  historyOf,
  listEntries,
  listSystems,
  matches,
  partsOf,
  processes,
  revertEntry,
} from '../../directory/index.ts';
import { Fault, isFault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { fieldLabel, findField } from '../../profile/index.ts';
import { findRegistry, registryList } from '../../registries/index.ts';
import { comparable } from '../../text.ts';
import { formText, operationOf, pageOf, postForm, sendPage, sentenceOf, type Web } from '../../web/index.ts';
import { nameOfActor } from '../actor-name.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

const NEW = 'new';
const PAGE = 100;

/** The directory: staff see it with its history, platform administrators edit it. */
export function directoryPages(web: Web): Router {
  const router = Router();

  router.get('/admin/directory', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const query = textIn(req, 'q');
    const state = connectionStates.find(one => one === textIn(req, 'state'));
    const after = Number(textIn(req, 'after')) || 0;
    const found = await findSystems(op, query, state);
    const left = found.filter(({ number }) => number > after);
    const rows = await systemRows(op, left.slice(0, PAGE));
    const rest = new URLSearchParams({ q: query, state: state ?? '', after: rows.at(-1)?.key ?? '' });
    const view = directoryListPage(await pageOf(web, req, op), {
      about: 'system',
      query,
      state,
      rows,
      found: found.length,
      more: left.length > PAGE ? `/admin/directory?${rest}` : undefined,
      mayChange: await mayChange(op),
    });
    sendPage(res, view);
  });

  router.get('/admin/directory/registries', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const query = textIn(req, 'q');
    const view = directoryListPage(await pageOf(web, req, op), {
      about: 'registry',
      query,
      state: undefined,
      ...(await registryRows(op, query).then(rows => ({ rows, found: rows.length }))),
      more: undefined,
      mayChange: await mayChange(op),
    });
    sendPage(res, view);
  });

  for (const [about, folder, place] of folders) {
    const base = `/admin/directory/${folder}/:${place}`;
    router.get(base, ...staffOnly(web), (req, res) => show(web, about, req, res));
    router.post(base, ...administratorsOnly(web), postForm, async (req, res) => {
      const op = operationOf(req);
      const isNew = keyIn(req) === NEW;
      const key = isNew ? formText(req, 'number', 20).trim() : keyIn(req);
      const version = Number(formText(req, 'version', 20));
      try {
        if (isNew && (await taken(op, about, key))) throw new Fault('conflict', 'directory.change_stale');
        const change = await editEntry(op, about, key, givenIn(req, about), isNew ? undefined : version);
        const done = !change ? 'same' : change.state === 'applied' ? 'saved' : 'waits';
        if (isNew && change) res.redirect(303, `/admin/directory/changes/${change.id}`);
        else res.redirect(303, `/admin/directory/${folder}/${key}?done=${done}`);
      } catch (error) {
        if (!isFault(error) || !['bad_input', 'conflict'].includes(error.kind)) throw error;
        await show(web, about, req, res, error);
      }
    });
    router.post(`${base}/restoration`, ...administratorsOnly(web), postForm, async (req, res) => {
      const key = keyIn(req);
      const change = await revertEntry(operationOf(req), about, key, Number(formText(req, 'version', 20)));
      const done = !change ? 'same' : change.state === 'applied' ? 'saved' : 'waits';
      res.redirect(303, `/admin/directory/${folder}/${key}?done=${done}`);
    });
  }
  return router;
}

const folders = [
  ['system', 'systems', 'number'],
  ['registry', 'registries', 'registry'],
] as const;

function keyIn(req: Request): string {
  return String(req.params.number ?? req.params.registry);
}

async function taken(op: Operation, about: About, key: string): Promise<boolean> {
  return (await listEntries(op, about)).some(entry => entry.key === key);
}

async function mayChange(op: Operation): Promise<boolean> {
  return (await requireStaff(op)) === 'platform_administrator';
}

function textIn(req: Request, name: string): string {
  const value = req.query[name];
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

/** The parts as a form posts them: a list of ticked boxes is one text or several. */
function givenIn(req: Request, about: About): Record<string, unknown> {
  const body = (req.body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    partsOf[about].map(({ key, kind }) => {
      if (kind === 'list' && Array.isArray(body[key])) return [key, (body[key] as unknown[]).map(String)];
      return [key, formText(req, key, 8000)];
    }),
  );
}

async function show(web: Web, about: About, req: Request, res: Response, fault?: Fault): Promise<void> {
  const op = operationOf(req);
  const key = keyIn(req);
  const page = await pageOf(web, req, op);
  const isNew = about === 'system' && key === NEW;
  const entry = isNew ? undefined : await getEntry(op, about, key);
  const history = entry ? await historyOf(op, about, key) : [];
  const makers = new Map<string, string>();
  for (const { madeBy } of history)
    if (!makers.has(madeBy)) makers.set(madeBy, await nameOfActor(op, madeBy));
  const registry = about === 'registry' ? findRegistry(key) : undefined;
  const content = entry?.content ?? {};
  const wrong = new Map(
    [fault?.code === 'directory.invalid' ? (fault.data.problems ?? []) : []]
      .flat(2)
      .map(problem => String(problem).split(':') as [string, string]),
  );
  const view = entryPage(page, {
    about,
    parts: partsOf[about],
    key: entry?.key,
    number: fault && isNew ? formText(req, 'number', 20) : '',
    name: registry?.name[op.lang] ?? String(content[`name_${op.lang}`] ?? ''),
    custodian: registry?.custodian[op.lang],
    version: entry?.version ?? 0,
    content: fault ? { ...content, ...(givenIn(req, about) as typeof content) } : content,
    processes: processes.map(({ key, name }) => ({ value: key, label: name[op.lang] })),
    registries: registryList.map(({ key, name }) => ({ value: key, label: name[op.lang] })),
    history: history.map(one => ({ ...one, madeBy: makers.get(one.madeBy) ?? '' })),
    labelOf: (part, value) => labelOf(op, part, value),
    waiting: entry && (await findWaitingChange(op, about, key)),
    mayChange: await mayChange(op),
    done: (['same', 'saved', 'waits'] as const).find(one => one === req.query.done),
    wrong,
    error: fault && sentenceOf(fault, op.lang),
  });
  sendPage(res, view, fault ? (fault.kind === 'conflict' ? 409 : 400) : 200);
}

/** How a key of a list, or a word of a closed list, is read. */
export function labelOf(op: Operation, part: string, value: string): string {
  if (part === 'fields') return findField(value) ? fieldLabel(value, op.lang) : value;
  if (part === 'inquiries') return findRegistry(value)?.name[op.lang] ?? value;
  if (part === 'processes') return processes.find(({ key }) => key === value)?.name[op.lang] ?? value;
  return value;
}

async function findSystems(
  op: Operation,
  query: string,
  state: ConnectionState | undefined,
): Promise<GovernmentSystem[]> {
  const found = (await listSystems(op)).filter(system => matches(system, query));
  if (!state) return found;
  const states = await connectionsOf(op, found);
  return found.filter(({ number }) => states.get(number) === state);
}

async function systemRows(op: Operation, found: readonly GovernmentSystem[]): Promise<DirectoryRow[]> {
  const states = await connectionsOf(op, found);
  return found.map(system => ({
    key: String(system.number),
    name: system.name[op.lang],
    of: system.owner[op.lang],
    version: system.version,
    state: states.get(system.number) ?? ('none' satisfies ConnectionState),
    known: [
      system.services.fa,
      system.hours.fa,
      system.availability ?? '',
      system.fields.length > 0,
      system.inquiries.length > 0,
      system.url,
    ].filter(Boolean).length,
    all: 6,
  }));
}

async function registryRows(op: Operation, query: string): Promise<DirectoryRow[]> {
  const entries = new Map((await listEntries(op, 'registry')).map(entry => [entry.key, entry]));
  const words = comparable(query).split(' ').filter(Boolean);
  return registryList
    .filter(({ key, name, custodian }) => {
      const text = comparable([key, name.fa, name.en, custodian.fa, custodian.en].join(' '));
      return words.every(word => text.includes(word));
    })
    .map(({ key, name, custodian }) => {
      const entry = entries.get(key);
      const { description_fa = '', url = '', hours_fa = '', availability = '' } = entry?.content ?? {};
      return {
        key,
        name: name[op.lang],
        of: custodian[op.lang],
        version: entry?.version ?? 1,
        state: undefined,
        known: [description_fa, url, hours_fa, availability].filter(Boolean).length,
        all: 4,
      };
    });
}
