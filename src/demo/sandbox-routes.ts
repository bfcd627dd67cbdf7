import { type Request, type Response, Router } from 'express';
import { sandboxPage } from '../../views/demo/sandbox.ts';
import { getClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { registryList } from '../registries/index.ts';
import {
  type AuthenticateClient,
  clientWith,
  formText,
  guarded,
  jsonBody,
  operationOf,
  pageOf,
  postForm,
  requirePerson,
  sendPage,
  type Web,
} from '../web/index.ts';
import { sandbox } from './personas.ts';
import {
  breakRegistry,
  type EndGrants,
  endOffice,
  endTokens,
  type FaultKind,
  faultKinds,
  later,
  listBroken,
  mend,
  refuseOutside,
  turn,
  withdrawAll,
} from './sandbox.ts';

export interface SandboxTools {
  readonly authenticateClient: AuthenticateClient;
  readonly endGrants: EndGrants;
  /** Whether a person may try things out in the name of a client. */
  mayDevelop(op: Operation, clientId: string): Promise<boolean>;
}

const API = '/api/v1/sandbox';
const SECONDS = 60;

/** One thing to try: by a program with JSON, by a page with a form; `read` says where a word comes from. */
type Act = (op: Operation, client: string, read: (name: string) => string) => Promise<object>;

function actsOf({ endGrants }: SandboxTools): Readonly<Record<string, Act>> {
  const seconds = (read: (name: string) => string) => Number(read('seconds') || SECONDS);
  return {
    registries: async (op, client, read) => {
      const how = faultKinds.find(kind => kind === read('how'));
      if (!how) throw new Fault('bad_input', 'web.malformed');
      return breakRegistry(op, client, read('registry'), how satisfies FaultKind, seconds(read));
    },
    offices: (op, client, read) => endOffice(op, client, read('person'), read('company'), seconds(read)),
    withdrawals: async (op, client, read) => ({ ended: await withdrawAll(op, client, read('person')) }),
    later: async (op, client, read) => ({
      ended: await later(op, client, read('person'), Number(read('days'))),
    }),
    tokens: async (op, client, read) => ({ ended: await endTokens(op, client, read('person'), endGrants) }),
    keys: async (op, client, read) => ({ turned: (await turn(op, client, read('alg'))).turned.length }),
    mend: async (op, client) => ({ mended: await mend(op, client) }),
  };
}

/** What a sandbox client may try: POST /api/v1/sandbox/{act}, with a token of its own; and the same as a page. */
export function sandboxRoutes(web: Web, tools: SandboxTools): { api: Router; pages: Router } {
  const acts = actsOf(tools);
  const { guard, callerOf } = guarded(clientWith(tools.authenticateClient));
  const api = Router();
  api.get(API, guard, async (req, res) => {
    const { op, clientId } = callerOf(req);
    await refuseOutside(op, clientId);
    const { people, companies } = sandbox;
    res.json({ people, companies, registries: registryList.map(({ key }) => key), broken: listBroken(op) });
  });
  for (const [name, act] of Object.entries(acts))
    api.post(`${API}/${name}`, guard, jsonBody, async (req: Request, res: Response) => {
      const { op, clientId } = callerOf(req);
      res.json(await act(op, clientId, wordsOf(req)));
    });

  const pages = Router();
  const HOME = '/developers/systems/:client/sandbox';
  const only = [
    requirePerson(web),
    async (req: Request, _res: Response, next: () => void) => {
      if (!(await tools.mayDevelop(operationOf(req), String(req.params.client))))
        throw new Fault('not_found', 'clients.not_found');
      next();
    },
  ];
  pages.get(HOME, ...only, async (req, res) => {
    const op = operationOf(req);
    const client = await getClient(op, String(req.params.client));
    await refuseOutside(op, client.id);
    const view = sandboxPage(await pageOf(web, req, op), {
      id: client.id,
      name: client.name[op.lang],
      broken: listBroken(op),
      registries: registryList.map(({ key, name }) => ({ value: key, label: name[op.lang] })),
      people: sandbox.people.map(one => ({ value: one.key, label: one[op.lang] })),
      companies: sandbox.companies.map(one => ({ value: one.key, label: one[op.lang] })),
      kinds: faultKinds,
      done: req.query.done === undefined ? undefined : Number(req.query.done),
    });
    sendPage(res, view);
  });
  for (const [name, act] of Object.entries(acts))
    pages.post(`${HOME}/${name}`, ...only, postForm, async (req: Request, res: Response) => {
      const client = String(req.params.client);
      const result = await act(operationOf(req), client, field => formText(req, `${name}_${field}`, 100));
      const [count] = Object.values(result).filter(value => typeof value === 'number');
      const done = count ?? 1;
      res.redirect(303, `/developers/systems/${encodeURIComponent(client)}/sandbox?done=${done}`);
    });
  return { api, pages };
}

function wordsOf(req: Request): (name: string) => string {
  const body: Record<string, unknown> =
    typeof req.body === 'object' && req.body !== null && !Array.isArray(req.body) ? req.body : {};
  return name => {
    const value = body[name] ?? '';
    if ((typeof value !== 'string' && typeof value !== 'number') || String(value).length > 100)
      throw new Fault('bad_input', 'web.malformed');
    return String(value);
  };
}
