import { agencyPaths } from './openapi-agency.ts';
import { credentialPaths } from './openapi-credentials.ts';
import { decided, describe, id, json, limit, number, type OpenApi, query } from './openapi-describe.ts';
import { directoryPaths } from './openapi-directory.ts';
import { lifePaths } from './openapi-life-paths.ts';
import { deliveries, itemsOf, pageOfItems, ref, schemas } from './openapi-schemas.ts';
import { streamPaths } from './openapi-streams.ts';
import { suspensionPaths } from './openapi-suspensions.ts';

const paths: OpenApi['paths'] = {
  '/overview': {
    get: describe('overview', 'admin:read', 'How much there is, and how much waits', ref('Overview')),
  },
  '/figures': {
    get: describe(
      'getFigures',
      'admin:read',
      'What was counted, by day, system and registry',
      ref('Figures'),
      {
        parameters: [
          query('days', 'how far back', { type: 'integer', enum: [30, 90, 365], default: 30 }),
          query('system', 'the days of this client only'),
        ],
      },
    ),
  },
  '/agencies': {
    get: describe('listAgencies', 'admin:read', 'All agencies', itemsOf('AgencyInPlace')),
    post: describe('registerAgency', 'admin:write', 'A new agency', ref('AgencyInPlace'), {
      body: 'NewAgency',
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
  ...credentialPaths,
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
  ...lifePaths,
  ...directoryPaths,
  ...agencyPaths,
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
  ...streamPaths,
  ...suspensionPaths,
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
