/** The addresses by which secrets and keys of clients are turned. */
import { describe, id, type OpenApi, path } from './openapi-describe.ts';
import { itemsOf, ref } from './openapi-shape.ts';

export const credentialPaths: OpenApi['paths'] = {
  '/clients/{id}/secret': {
    post: describe('renewSecret', 'admin:write', 'A new secret in place of the old', ref('Secret'), {
      parameters: id,
      status: '201',
      conflict: 'the client has no secret, or was refused',
    }),
  },
  '/clients/{id}/secrets': {
    get: describe(
      'listSecrets',
      'admin:read',
      'Secrets that stand, without themselves',
      itemsOf('ClientSecret'),
      {
        parameters: id,
      },
    ),
    post: describe('makeSecret', 'admin:write', 'One more secret beside those that stand', ref('Secret'), {
      parameters: id,
      body: 'NewSecret',
      status: '201',
      conflict: 'the client has no secret, or five of them',
    }),
  },
  '/clients/{id}/secrets/{secret}': {
    delete: describe('revokeSecret', 'admin:write', 'Refused from now', itemsOf('ClientSecret'), {
      parameters: [...id, path('secret')],
    }),
  },
  '/clients/{id}/keys': {
    get: describe('listKeys', 'admin:read', 'Uploaded public keys', itemsOf('Key'), { parameters: id }),
    post: describe('addKeys', 'admin:write', 'More keys, once somebody else has approved', ref('Approval'), {
      parameters: id,
      body: 'NewKeys',
      status: '201',
      conflict: 'a change waits, or the client has no uploaded keys',
    }),
  },
  '/clients/{id}/keys/{key}': {
    delete: describe('removeKey', 'admin:write', 'Refused from now', itemsOf('Key'), {
      parameters: [...id, { ...path('key'), description: 'its thumbprint (RFC 7638)' }],
      conflict: 'the only key of the client',
    }),
  },
};
