import { type Response, Router } from 'express';
import { type FieldUser, fieldPage, listPage } from '../../views/catalogue/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { isUuid } from '../text.ts';
import { onward, pageOf, personOf, queryText, sendPage, type Web } from '../web/index.ts';
import { catalogue, findField } from './catalogue/index.ts';
import { findMissing } from './count.ts';
import { contextDocument, describeForPrograms, schemaDocument } from './machine.ts';
import { type Asked, describe, groups, narrow, registriesIn } from './show.ts';

const CACHED = 'public, max-age=300';
const LONGEST_SEARCH = 100;
/** Purposes on one page of a field. */
const USERS = 50;

/** What the catalogue shows of rooms that know it: who asks for a field. */
export interface CatalogueSources {
  readonly usersOf: (
    op: Operation,
    key: string,
    page: { readonly after?: string | undefined; readonly limit: number },
  ) => Promise<readonly FieldUser[]>;
}

/** GET /catalogue?q=&registry=&subject=&class=, /catalogue/:key, and the same for programs. */
export function profileRoutes(web: Web, sources: CatalogueSources): Router {
  const router = Router();
  const { issuer } = web.system.config;

  router.get('/catalogue', async (req, res) => {
    const { lang } = await personOf(web, req, res);
    const asked: Asked = {
      words: text(req.query.q),
      registry: text(req.query.registry),
      subject: text(req.query.subject),
      class: text(req.query.class),
    };
    const found = narrow(catalogue, asked, lang);
    sendPage(
      res,
      listPage(await pageOf(web, req), {
        asked: asked.words,
        chosen: asked,
        registries: registriesIn(catalogue, lang),
        total: catalogue.length,
        groups: groups(found, lang),
      }),
    );
  });

  const list = JSON.stringify({ fields: catalogue.map(describeForPrograms) });
  const schema = JSON.stringify(schemaDocument(catalogue, issuer));
  const context = JSON.stringify(contextDocument(catalogue, issuer));
  router.get('/catalogue.json', (_req, res) => sendPublic(res, 'application/json', list));
  router.get('/catalogue/schema.json', (_req, res) => sendPublic(res, 'application/schema+json', schema));
  router.get('/catalogue/context.jsonld', (_req, res) => sendPublic(res, 'application/ld+json', context));

  router.get('/catalogue/:key', async (req, res) => {
    const { key } = req.params;
    const forPrograms = key.endsWith('.json');
    const field = findField(forPrograms ? key.slice(0, -'.json'.length) : key);
    if (!field) throw new Fault('not_found', 'profile.unknown_field');
    if (forPrograms) return sendPublic(res, 'application/json', JSON.stringify(describeForPrograms(field)));
    const op = await personOf(web, req, res);
    const after = queryText(req, 'after');
    const page = { ...(isUuid(after) ? { after } : {}), limit: USERS + 1 };
    const users = onward(req, await sources.usersOf(op, field.key, page), {
      most: USERS,
      keyOf: ({ id }) => id,
    });
    const inputs = (field.inputs ?? []).map(findField).filter(input => input !== undefined);
    sendPage(
      res,
      fieldPage(await pageOf(web, req), {
        ...describe(field, op.lang),
        inputs: inputs.map(input => describe(input, op.lang)),
        users: users.rows,
        more: users.more,
        missing: await findMissing(op, field.key),
      }),
    );
  });

  return router;
}

/** For everybody's programs, wherever their page comes from. */
function sendPublic(res: Response, type: string, body: string): void {
  res.setHeader('cache-control', CACHED);
  res.setHeader('access-control-allow-origin', '*');
  res.type(type).send(body);
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, LONGEST_SEARCH).trim() : '';
