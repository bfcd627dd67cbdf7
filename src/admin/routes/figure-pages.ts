import { Router } from 'express';
import { figuresPage } from '../../../views/admin/figures.ts';
import { findClient, findClients } from '../../clients/index.ts';
import { Fault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { registryList } from '../../registries/index.ts';
import { operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { readFigures, type Span, spans } from '../figures.ts';
import { staffOnly } from './guard.ts';

const MOST_SYSTEMS = 50;

/** Charts of what was counted: by day, system and registry. */
export function figurePages(web: Web): Router {
  const router = Router();
  router.get('/admin/figures', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const span = spanOf(req.query.days);
    const asked = typeof req.query.system === 'string' ? req.query.system.slice(0, 200) : '';
    const only = asked === '' ? undefined : await findClient(op, asked);
    if (asked !== '' && !only) throw new Fault('not_found', 'clients.not_found');
    const figures = await readFigures(op, {
      days: span,
      clientId: only?.id,
      mostSystems: MOST_SYSTEMS,
    });
    const { systems } = figures;
    const view = figuresPage(await pageOf(web, req, op), {
      ...figures,
      systems,
      span,
      spans,
      only: only && { id: only.id, name: only.name[op.lang] },
      names: await namesOf(
        op,
        systems.map(({ clientId }) => clientId),
      ),
      mostSystems: MOST_SYSTEMS,
    });
    sendPage(res, view);
  });
  return router;
}

/** 30 days unless one of the others is asked for. */
export function spanOf(text: unknown): Span {
  return spans.find(span => String(span) === text) ?? 30;
}

async function namesOf(op: Operation, clientIds: readonly string[]): Promise<Map<string, string>> {
  const names = new Map(registryList.map(({ key, name }) => [key, name[op.lang]]));
  for (const [id, { name }] of await findClients(op, clientIds)) names.set(id, name[op.lang]);
  return names;
}
