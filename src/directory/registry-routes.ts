import { type Request, type Response, Router } from 'express';
import { type RegistryState, registriesPage, registryPage } from '../../views/registry.ts';
import type { Operation } from '../operation.ts';
import { registryList } from '../registries/index.ts';
import { onward, pageOf, personOf, queryText, sendPage, type Web } from '../web/index.ts';
import { historyOf } from './edit.ts';
import { fieldsOfRegistry, registryShown } from './registry-pages.ts';

const CHANGES = 6;
/** Systems on one page of a registry. */
const ASKERS = 50;

/** What our probes found of each registry, by key: a room below, so app.ts hands it in. */
export type RegistryStates = (op: Operation) => Promise<ReadonlyMap<string, RegistryState>>;

/** The 27 base registries, and the page of one. Open to everybody. */
export function registryRoutes(web: Web, statesOf: RegistryStates): Router {
  const router = Router();

  router.get('/registries', async (req: Request, res: Response) => {
    const op = await personOf(web, req, res);
    const states = await statesOf(op);
    const rows = registryList.map(info => ({
      info,
      fields: fieldsOfRegistry(info.key, op.lang).length,
      state: states.get(info.key),
    }));
    sendPage(res, registriesPage(await pageOf(web, req, op), rows));
  });

  router.get('/registries/:registry', async (req: Request<{ registry: string }>, res: Response) => {
    const op = await personOf(web, req, res);
    const shown = await registryShown(op, req.params.registry);
    const { key } = shown.info;
    const changes = (await historyOf(op, 'registry', key, CHANGES)).filter(
      ({ differences }) => differences.length > 0,
    );
    const number = Number(queryText(req as Request, 'after'));
    const after = shown.asking.findIndex(({ system }) => system.number === number);
    const { rows, more } = onward(req as Request, shown.asking.slice(after + 1), {
      most: ASKERS,
      keyOf: ({ system }) => String(system.number),
    });
    const view = registryPage(await pageOf(web, req, op), {
      ...shown,
      asking: rows,
      more: more && `${more}#asking`,
      state: (await statesOf(op)).get(key),
      changes,
    });
    sendPage(res, view);
  });

  return router;
}
