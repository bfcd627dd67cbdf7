/** The addresses for the program of an agency: the same shapes, of its own agency only. */
import { describe, id, limit, type OpenApi, query } from './openapi-describe.ts';
import { itemsOf, pageOfItems, ref } from './openapi-shape.ts';

const READ = 'agency:read';
const WRITE = 'agency:write';

export const agencyPaths: OpenApi['paths'] = {
  '/agency': {
    get: describe('getOwnAgency', READ, 'The agency of the program that calls', ref('AgencyInPlace')),
  },
  '/agency/clients': {
    get: describe('listOwnClients', READ, 'Clients of the agency by id', pageOfItems('Client'), {
      parameters: [query('after', 'next of the page before'), limit],
    }),
    post: describe(
      'registerOwnClient',
      WRITE,
      'Register a client of the agency: in the sandbox it works at once, for invented people; else once the agency has signed and the platform approved',
      ref('RegisteredClient'),
      { body: 'NewClient', status: '201' },
    ),
  },
  '/agency/clients/{id}': {
    get: describe('getOwnClient', READ, 'One client of the agency', ref('Client'), { parameters: id }),
  },
  '/agency/clients/{id}/life': {
    get: describe('getOwnLife', READ, 'Its stage and what the next ones want', ref('Life'), {
      parameters: id,
    }),
  },
  '/agency/clients/{id}/steps': {
    post: describe('askOwnStep', WRITE, 'Ask for the next stage', ref('Approval'), {
      parameters: id,
      body: 'NewStep',
      status: '201',
      conflict: 'its conditions are not met, or a step waits',
    }),
  },
  '/agency/clients/{id}/purposes': {
    get: describe('listOwnPurposes', READ, 'All versions of all purposes', itemsOf('Purpose'), {
      parameters: id,
    }),
    post: describe('askOwnPurpose', WRITE, 'A purpose, or a new version', ref('RegisteredPurpose'), {
      parameters: id,
      body: 'NewPurpose',
      status: '201',
      conflict: 'a version waits, or the client does',
    }),
  },
  '/agency/clients/{id}/stop': {
    post: describe('stopOwnClient', WRITE, 'The kill switch', ref('Stop'), {
      parameters: id,
      body: 'Reason',
      status: '201',
      conflict: 'it does not work, or is stopped',
    }),
  },
  '/agency/clients/{id}/deliveries': {
    get: describe('listOwnDeliveries', READ, 'What it was sent, newest first', itemsOf('Delivery'), {
      parameters: [...id, limit],
    }),
  },
  '/agency/approvals': {
    get: describe('listOwnApprovals', READ, 'What waits, oldest first', itemsOf('Approval'), {
      parameters: [
        query('state', 'all: those decided too, newest first', { type: 'string', enum: ['open', 'all'] }),
        limit,
      ],
    }),
  },
  '/agency/declared': {
    get: describe('exportOwn', READ, 'The clients of the agency as files keep them', ref('Declared')),
    post: describe('applyOwn', WRITE, 'Ask for all that differs, or nothing', ref('Applied'), {
      body: 'Declared',
      conflict: 'something waits already',
    }),
  },
  '/agency/declared/plan': {
    post: describe('planOwn', WRITE, 'What applying would do; nothing is done', ref('Plan'), {
      body: 'Declared',
    }),
  },
};
