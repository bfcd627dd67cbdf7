import { deliveries, itemsOf, pageOfItems, ref, type Schema, schemas } from './openapi-schemas.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
interface Content {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
}
export interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content & { readonly required: true };
  readonly responses: Readonly<Record<string, Content>>;
}
export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

const json = (description: string, schema: Schema): Content => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = (description: string): Content => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
const path = (name: string): Parameter => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const query = (name: string, description: string, schema: Schema = { type: 'string' }): Parameter => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});
const limit = query('limit', '1 to 200', { type: 'integer', default: 50 });

interface About {
  readonly parameters?: readonly Parameter[];
  readonly body?: string;
  readonly status?: '200' | '201';
  /** Conflicts that this change can meet. */
  readonly conflict?: string;
}

function describe(
  operationId: string,
  scope: 'admin:read' | 'admin:write',
  summary: string,
  answer: Schema,
  about: About = {},
): Described {
  return {
    operationId,
    summary,
    security: [{ yekbar: [scope] }],
    parameters: about.parameters ?? [],
    ...(about.body ? { requestBody: { required: true, ...json('', ref(about.body)) } } : {}),
    responses: {
      [about.status ?? '200']: json('done', answer),
      ...(about.body ? { '400': problem('what is wrong, all together') } : {}),
      '401': problem('no access token, or none that stands'),
      '403': problem('the token lacks the scope, or four eyes forbid it'),
      ...(about.parameters?.some(one => one.in === 'path') ? { '404': problem('no such thing') } : {}),
      ...(about.conflict ? { '409': problem(about.conflict) } : {}),
    },
  };
}

const id = [path('id')];
const number = [path('number')];
const decided = 'somebody decided before, or it is in another state';

const paths: OpenApi['paths'] = {
  '/overview': {
    get: describe('overview', 'admin:read', 'How much there is, and how much waits', ref('Overview')),
  },
  '/agencies': {
    get: describe('listAgencies', 'admin:read', 'All agencies', itemsOf('Agency')),
    post: describe('registerAgency', 'admin:write', 'A new agency', ref('Agency'), {
      body: 'Agency',
      status: '201',
    }),
  },
  '/systems': {
    get: describe('listSystems', 'admin:read', 'The government systems', itemsOf('System'), {
      parameters: [query('q', 'words of the name, the owner, a process; or a number')],
    }),
  },
  '/systems/{number}': {
    get: describe('getSystem', 'admin:read', 'One system', ref('System'), { parameters: number }),
  },
  '/systems/{number}/connection': {
    post: describe('connectSystem', 'admin:write', 'Say which client a system is', ref('System'), {
      parameters: number,
      body: 'Connection',
      conflict: 'the system belongs to another client',
    }),
    delete: describe('disconnectSystem', 'admin:write', 'The system is no client any more', ref('System'), {
      parameters: number,
    }),
  },
  '/clients': {
    get: describe('listClients', 'admin:read', 'Clients by id', pageOfItems('Client'), {
      parameters: [
        query('q', 'part of the id, a name, or the name of the agency'),
        query('state', 'only those in this state', {
          type: 'string',
          enum: ['pending', 'active', 'suspended', 'refused'],
        }),
        query('agency', 'only those of this agency'),
        query('after', 'next of the page before'),
        limit,
      ],
    }),
    post: describe(
      'registerClient',
      'admin:write',
      'Register a client; it works once somebody else has approved it',
      ref('RegisteredClient'),
      { body: 'NewClient', status: '201' },
    ),
  },
  '/clients/{id}': {
    get: describe('getClient', 'admin:read', 'One client', ref('Client'), { parameters: id }),
  },
  '/clients/{id}/suspension': {
    post: describe('suspendClient', 'admin:write', 'Out from now', ref('Client'), {
      parameters: id,
      conflict: decided,
    }),
    delete: describe('resumeClient', 'admin:write', 'Back from now', ref('Client'), {
      parameters: id,
      conflict: decided,
    }),
  },
  '/clients/{id}/secret': {
    post: describe('renewSecret', 'admin:write', 'A new secret in place of the old', ref('Secret'), {
      parameters: id,
      status: '201',
      conflict: 'the client has no secret, or was refused',
    }),
  },
  '/clients/{id}/purposes': {
    get: describe('listPurposes', 'admin:read', 'All versions of all purposes', itemsOf('Purpose'), {
      parameters: id,
    }),
    post: describe(
      'registerPurpose',
      'admin:write',
      'A purpose, or a new version of one; in force once somebody else has approved it',
      ref('RegisteredPurpose'),
      { parameters: id, body: 'NewPurpose', status: '201', conflict: 'a version waits, or the client does' },
    ),
  },
  '/approvals': {
    get: describe('listApprovals', 'admin:read', 'What waits, oldest first', itemsOf('Approval'), {
      parameters: [
        query('state', 'all: those decided too, newest first', { type: 'string', enum: ['open', 'all'] }),
        query('client', 'only of this client'),
        limit,
      ],
    }),
  },
  '/approvals/{id}': {
    get: describe('getApproval', 'admin:read', 'One approval', ref('Approval'), { parameters: id }),
  },
  '/approvals/{id}/decision': {
    post: describe('decide', 'admin:write', 'Approve or refuse what another sent', ref('Approval'), {
      parameters: id,
      body: 'Decision',
      conflict: decided,
    }),
  },
  '/declared': {
    get: describe(
      'exportDeclared',
      'admin:read',
      'Agencies and clients as files declare them',
      ref('Declared'),
      {
        parameters: [query('agency', 'only of this agency')],
      },
    ),
    post: describe(
      'applyDeclared',
      'admin:write',
      'Ask for all that differs; one bad row, and nothing is done',
      ref('Applied'),
      { body: 'Declared' },
    ),
  },
  '/declared/plan': {
    post: describe('planDeclared', 'admin:write', 'What applying would ask for', ref('Plan'), {
      body: 'Declared',
    }),
  },
  '/overlap': {
    get: describe('getOverlap', 'admin:read', 'Which fields are asked by how many systems', ref('Overlap')),
  },
  '/overlap/doubts': {
    get: describe('listDoubts', 'admin:read', 'Labels whose meaning nobody has decided', itemsOf('Doubt'), {
      parameters: [limit],
    }),
  },
  '/overlap/decisions': {
    post: describe('decideLabel', 'admin:write', 'Say what a label means', ref('LabelDecided'), {
      body: 'LabelDecision',
    }),
  },
  '/systems/{number}/form': {
    post: describe('readForm', 'admin:write', 'Read the form of a system', ref('FormRead'), {
      parameters: number,
      body: 'Form',
    }),
  },
  '/deliveries': {
    get: describe(
      'listDeliveries',
      'admin:read',
      'What client systems were told, what waits and what was given up, newest first',
      deliveries,
      {
        parameters: [
          query('state', 'only those in this state', {
            type: 'string',
            enum: ['waiting', 'delivered', 'given_up'],
          }),
          query('client', 'only to this client'),
          query('before', 'next of the page before'),
          limit,
        ],
      },
    ),
  },
  '/deliveries/{id}': {
    get: describe('getDelivery', 'admin:read', 'What became of one', ref('Delivery'), { parameters: id }),
  },
  '/deliveries/{id}/retry': {
    post: describe('retryDelivery', 'admin:write', 'Send one again at once', ref('Delivery'), {
      parameters: id,
      conflict: 'it was delivered',
    }),
  },
  '/audit': {
    get: describe('listEvents', 'admin:read', 'What happened, newest first', pageOfItems('Event'), {
      parameters: [
        query('client', 'only about this client'),
        query('before', 'next of the page before'),
        limit,
      ],
    }),
  },
  '/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This description',
      security: [],
      parameters: [],
      responses: { '200': json('OpenAPI 3.1', { type: 'object' }) },
    },
  },
};

/** The description of the admin API, OpenAPI 3.1. A test holds it against the mounted routes. */
export function openapi(issuer: string): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Yekbar admin API',
      version: '1',
      description:
        'Agencies, systems, clients, purposes, approvals, record. Tokens by client credentials, scopes admin:read and admin:write. Nobody approves what he sent.',
    },
    servers: [{ url: `${issuer}/admin/api/v1` }],
    paths,
    components: {
      schemas: schemas,
      securitySchemes: {
        yekbar: {
          type: 'openIdConnect',
          openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
        },
      },
    },
  };
}
