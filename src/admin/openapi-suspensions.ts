/** The addresses by which an account of a person is stopped, and goes on. */
import { decided, describe, id, limit, type OpenApi, query } from './openapi-describe.ts';
import { pageOfItems, ref } from './openapi-shape.ts';

export const suspensionPaths: OpenApi['paths'] = {
  '/suspensions': {
    get: describe(
      'listSuspensions',
      'admin:read',
      'Accounts that were stopped, newest first; whose is never told',
      pageOfItems('Suspension'),
      { parameters: [query('after', 'next of the page before'), limit] },
    ),
    post: describe(
      'suspendAccount',
      'admin:write',
      'Stop an account at once: sessions and grants end',
      ref('Suspension'),
      {
        body: 'NewSuspension',
        status: '201',
        conflict: 'it is stopped, or too few would remain who let an account go on',
      },
    ),
  },
  '/suspensions/{id}/lifting': {
    post: describe(
      'resumeAccount',
      'admin:write',
      'Ask that it go on; asked by another, it does',
      ref('Suspension'),
      {
        parameters: id,
        conflict: decided,
      },
    ),
  },
};
