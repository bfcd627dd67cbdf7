import type { Request } from 'express';
import {
  type About,
  type Change,
  decideChange,
  editEntry,
  getChange,
  getEntry,
  historyOf,
  listChanges,
  listEntries,
  listStaged,
  mayDecideChange,
  receiveFile,
  revertEntry,
} from '../../directory/index.ts';
import { Fault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { directoryChangeJson, entryJson, stagedJson, versionJson } from '../json-forms.ts';
import { readBody, textOf } from '../read-json.ts';
import { type Address, limitOf } from './address.ts';
import { wishOf } from './directory-change-pages.ts';

/** Its body is a file, read as it comes. */
export const IMPORTS = '/directory/imports';

/** The addresses of the admin API that edit the directory. */
export function directoryApi(address: Address): void {
  address('get', '/directory/changes', 'admin:read', async (op, req) => ({
    items: await Promise.all(
      (await listChanges(op, { waiting: req.query.state !== 'all', limit: limitOf(req) })).map(change =>
        shown(op, change),
      ),
    ),
  }));
  address('get', '/directory/changes/:id', 'admin:read', async (op, req) =>
    shown(op, await getChange(op, String(req.params.id))),
  );
  address('get', '/directory/changes/:id/rows', 'admin:read', async (op, req) => {
    const limit = limitOf(req);
    const filter = { bad: req.query.bad === 'true', after: Number(textOf(req.query.after)) || 0, limit };
    const rows = await listStaged(op, String(req.params.id), filter);
    const last = rows.at(-1);
    return { items: rows.map(stagedJson), next: last && rows.length === limit ? String(last.line) : null };
  });
  address('post', '/directory/changes/:id/decision', 'admin:write', async (op, req) => {
    const body = readBody(req.body);
    const decision = (['applied', 'refused'] as const).find(one => one === body.decision);
    if (!decision) throw new Fault('bad_input', 'web.malformed');
    const verdict = { decision, reason: textOf(body.reason), withoutBad: body.without_bad === true };
    return shown(op, await decideChange(op, String(req.params.id), verdict));
  });
  address('post', IMPORTS, 'admin:write', async (op, req, res) => {
    res.status(201);
    return shown(op, await receiveFile(op, wishOf(req.query.about, req.query.format), req));
  });
  address('get', '/directory/:about', 'admin:read', async (op, req) => ({
    items: (await listEntries(op, aboutOf(req))).map(entryJson),
  }));
  address('get', '/directory/:about/:key', 'admin:read', async (op, req) =>
    entryJson(await getEntry(op, aboutOf(req), String(req.params.key))),
  );
  address('post', '/directory/:about/:key', 'admin:write', async (op, req) => {
    const { version, content } = readBody(req.body);
    const base = typeof version === 'number' ? version : undefined;
    const change = await editEntry(op, aboutOf(req), String(req.params.key), readBody(content), base);
    return { change: change ? await shown(op, change) : null };
  });
  address('get', '/directory/:about/:key/versions', 'admin:read', async (op, req) => ({
    items: (await historyOf(op, aboutOf(req), String(req.params.key), limitOf(req))).map(versionJson),
  }));
  address('post', '/directory/:about/:key/restoration', 'admin:write', async (op, req) => {
    const { version } = readBody(req.body);
    const change = await revertEntry(op, aboutOf(req), String(req.params.key), Number(version));
    return { change: change ? await shown(op, change) : null };
  });
}

async function shown(op: Operation, change: Change) {
  return directoryChangeJson(change, await mayDecideChange(op, change));
}

/** @throws directory.not_found */
function aboutOf(req: Request): About {
  if (req.params.about === 'systems') return 'system';
  if (req.params.about === 'registries') return 'registry';
  throw new Fault('not_found', 'directory.not_found');
}
