import { type Request, type Response, Router } from 'express';
import { accessibilityPage } from '../../views/accessibility.ts';
import { type SystemPurpose, systemPage } from '../../views/system.ts';
import { changesPage } from '../../views/system-changes.ts';
import { type LiveSystem, type WindowSystem, windowPage } from '../../views/window.ts';
import { listActivePurposes, type Purpose } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import { madeOnce } from '../made.ts';
import type { Operation } from '../operation.ts';
import { fieldApplies, fieldLabel, findField } from '../profile/index.ts';
import { getRegistry } from '../registries/index.ts';
import { onward, pageOf, personOf, queryText, sendPage, type Web } from '../web/index.ts';
import { type ConnectionState, connectionsOf } from './connection.ts';
import { historyOf, latestChanges } from './edit.ts';
import { getSystem, listSystems } from './list.ts';
import { type RegistryStates, registryRoutes } from './registry-routes.ts';
import { type GovernmentSystem, matches, processes } from './systems.ts';

/** Rows of one page of the table, and connected systems that are shown before it. */
const SHOWN = 100;
const CARDS = 12;
const CHANGES = 50;

/** What those who used a system say of it: a room below, so app.ts hands it in. */
export interface Said {
  readonly scoreOf: (
    op: Operation,
    number: number,
  ) => Promise<{ count: number; average: number; askedAgain: number } | undefined>;
  /** And what our probes found of the registries. */
  readonly registryStates: RegistryStates;
}

/**
 * The front page, the page of one system, what was changed of them, and the statement on accessibility. Open to
 * everybody.
 */
export function directoryRoutes(web: Web, said?: Said): Router {
  const router = Router();
  if (said) router.use(registryRoutes(web, said.registryStates));

  router.get('/', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const query = queryText(req, 'q');
    const process = processes.find(({ key }) => key === queryText(req, 'process'));
    const { systems, states } = await madeOnce({ ...op, lang: 'fa' }, window, windowOf);
    const found = systems.filter(
      system => matches(system, query) && (!process || system.processes.includes(process.key)),
    );
    const live = systems.filter(system => system.live);
    const cards = await Promise.all(live.slice(0, CARDS).map(system => liveOf(op, system, states)));
    const owners = byOwner(found, op.lang);
    const listed = owners.flatMap(owner => owner.systems);
    const last = Number(queryText(req, 'after'));
    const after = listed.findIndex(({ number }) => number === last);
    const { rows, more } = onward(req, listed.slice(after + 1), {
      most: SHOWN,
      keyOf: ({ number }) => String(number),
    });
    const shown = new Set(rows);
    const view = windowPage(await pageOf(web, req, op), {
      query,
      process: process?.key,
      processes: processes.map(({ key, name }) => ({
        key,
        name: name[op.lang],
        count: systems.filter(system => system.processes.includes(key)).length,
      })),
      owners: owners.flatMap(({ name, systems }) => {
        const own = systems.filter(system => shown.has(system));
        return own.length === 0
          ? []
          : [
              {
                name,
                count: systems.length,
                systems: own.map(system => windowSystem(system, states, op.lang)),
              },
            ];
      }),
      found: found.length,
      more: more && `${more}#systems`,
      live: cards,
      connected: live.map(({ number, name }) => ({ number, name: name[op.lang] })),
      total: systems.length,
    });
    sendPage(res, view);
  });

  router.get('/systems/changes', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const changes = (await latestChanges(op, 'system', CHANGES)).map(({ content, ...change }) => ({
      ...change,
      name: String(content[`name_${op.lang}`] ?? ''),
    }));
    sendPage(res, changesPage(await pageOf(web, req, op), changes));
  });

  router.get('/systems/:number', async (req: Request<{ number: string }>, res: Response) => {
    const op = await personOf(web, req, res);
    const { number } = req.params;
    if (!/^[1-9]\d{0,3}$/.test(number)) throw new Fault('not_found', 'directory.not_found');
    const system = await getSystem(op, Number(number));
    const purposes = system.live && system.clientId ? await listActivePurposes(op, system.clientId) : [];
    const view = systemPage(await pageOf(web, req, op), {
      ...windowSystem(system, await connectionsOf(op, [system]), op.lang),
      owner: system.owner[op.lang],
      services: system.services[op.lang] || system.services.fa,
      hours: system.hours[op.lang] || system.hours.fa,
      availability: system.availability,
      collects: system.fields.map(key => ({ key, label: findField(key) ? fieldLabel(key, op.lang) : key })),
      asks: system.inquiries.map(key => ({ key, name: getRegistry(key).name[op.lang] })),
      changes: (await historyOf(op, 'system', String(system.number), 6)).filter(
        ({ differences }) => differences.length > 0,
      ),
      score: await said?.scoreOf(op, system.number),
      feedback: said !== undefined,
      processes: processes
        .filter(({ key }) => system.processes.includes(key))
        .map(({ key, name }) => ({ key, name: name[op.lang] })),
      connected: system.live,
      purposes: purposes.map(purpose => purposeIn(purpose, op.lang)),
    });
    sendPage(res, view);
  });

  router.get('/accessibility', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    sendPage(res, accessibilityPage(await pageOf(web, req, op)));
  });

  return router;
}

const window = { name: 'window', of: ['directory', 'clients'] };
/** All systems, and how far each is connected: made once for all who open the front page, in no language. */
async function windowOf(op: Operation) {
  const systems = await listSystems(op);
  return { systems, states: await connectionsOf(op, systems) };
}

function windowSystem(
  system: GovernmentSystem,
  states: ReadonlyMap<number, ConnectionState>,
  lang: Lang,
): WindowSystem {
  return {
    state: states.get(system.number) ?? 'none',
    number: system.number,
    name: system.name[lang],
    url: system.url,
    processes: system.processes,
    signInUrl: system.live ? (system.signInUrl ?? undefined) : undefined,
  };
}

async function liveOf(
  op: Operation,
  system: GovernmentSystem,
  states: ReadonlyMap<number, ConnectionState>,
): Promise<LiveSystem> {
  const [first] = system.clientId ? await listActivePurposes(op, system.clientId) : [];
  return {
    ...windowSystem(system, states, op.lang),
    owner: system.owner[op.lang],
    spared: first && { purpose: first.name[op.lang], fields: askedOfOne(first.fields) },
  };
}

/** A purpose may serve companies and persons: one asker is asked the fields of one kind, at most so many. */
function askedOfOne(fields: readonly string[]): number {
  const of = (kind: 'entity' | 'person') => fields.filter(key => fieldApplies(key, kind)).length;
  return of('entity') || of('person');
}

/** Owners with the most systems first, as the list is read; equals in the order of the list. */
function byOwner(systems: readonly GovernmentSystem[], lang: Lang) {
  const owners = Map.groupBy(systems, system => system.owner[lang]);
  return [...owners]
    .map(([name, owned]) => ({ name, systems: owned }))
    .sort((one, other) => other.systems.length - one.systems.length);
}

function purposeIn(purpose: Purpose, lang: Lang): SystemPurpose {
  const { law } = purpose;
  return {
    name: purpose.name[lang],
    text: purpose.text[lang],
    basis: purpose.basis,
    law: {
      title: law.title[lang],
      body: law.body[lang],
      date: law.date ?? undefined,
      articles: law.articles,
    },
    retention: purpose.retention[lang],
    fields: purpose.fields.map(key => {
      const registry = findField(key)?.registry;
      return {
        key,
        label: fieldLabel(key, lang),
        registry: registry ? getRegistry(registry).name[lang] : undefined,
      };
    }),
  };
}
