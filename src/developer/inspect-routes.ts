import { Router } from 'express';
import type { JWK } from 'jose';
import { inspectorPage } from '../../views/developer/inspector.ts';
import { formReader, formText, operationOf, pageOf, personOf, sendPage, type Web } from '../web/index.ts';
import { inspect } from './inspect.ts';

const LONGEST = 16_000;
const readForm = formReader({ limit: '64kb', parameterLimit: 5 });

/**
 * GET and POST /developers/inspector. What is pasted comes in the body only, is read for this one answer, and stands in
 * no address, no log and no table.
 */
export function inspectRoutes(web: Web, publicKeys: () => readonly JWK[]): Router {
  const router = Router();
  const { issuer } = web.system.config;
  router.get('/developers/inspector', async (req, res) => {
    const op = await personOf(web, req, res);
    sendPage(res, inspectorPage(await pageOf(web, req, op), { pasted: '', found: undefined, asked: false }));
  });
  router.post('/developers/inspector', readForm, async (req, res) => {
    const op = await personOf(web, req, res);
    const pasted = formText(req, 'pasted', LONGEST);
    const found = await inspect(pasted, { issuer, keys: publicKeys(), now: operationOf(req).at });
    sendPage(res, inspectorPage(await pageOf(web, req, op), { pasted, found, asked: true }));
  });
  return router;
}
