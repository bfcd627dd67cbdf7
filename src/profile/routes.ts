import { Router } from 'express';
import { fieldPage, listPage } from '../../views/catalogue/index.ts';
import { Fault } from '../errors.ts';
import { operationOf, pageOf, sendPage, type Web } from '../web/index.ts';
import { catalogue, findField } from './catalogue/index.ts';
import { describeForPrograms } from './machine.ts';
import { describe, groups, search } from './show.ts';

const CACHED = 'public, max-age=300';
const LONGEST_SEARCH = 100;

/** GET /catalogue?q=, /catalogue/:key, /catalogue.json */
export function profileRoutes(web: Web): Router {
  const router = Router();

  router.get('/catalogue', async (req, res) => {
    const { lang } = operationOf(req);
    const asked = typeof req.query.q === 'string' ? req.query.q.slice(0, LONGEST_SEARCH).trim() : '';
    const found = search(catalogue, asked, lang);
    sendPage(
      res,
      listPage(await pageOf(web, req), { asked, total: catalogue.length, groups: groups(found, lang) }),
    );
  });

  const forPrograms = JSON.stringify({ fields: catalogue.map(describeForPrograms) });
  router.get('/catalogue.json', (_req, res) => {
    res.setHeader('cache-control', CACHED);
    res.setHeader('access-control-allow-origin', '*');
    res.type('json').send(forPrograms);
  });

  router.get('/catalogue/:key', async (req, res) => {
    const field = findField(req.params.key);
    if (!field) throw new Fault('not_found', 'profile.unknown_field');
    const { lang } = operationOf(req);
    const inputs = (field.inputs ?? []).map(key => findField(key)).filter(input => input !== undefined);
    sendPage(
      res,
      fieldPage(await pageOf(web, req), {
        ...describe(field, lang),
        inputs: inputs.map(input => describe(input, lang)),
      }),
    );
  });

  return router;
}
