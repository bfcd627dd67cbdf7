/** The addresses for the life of clients and the kill switch. */
import { decided, describe, id, type OpenApi, path } from './openapi-describe.ts';
import { itemsOf, ref } from './openapi-schemas.ts';

export const lifePaths: OpenApi['paths'] = {
  '/clients/{id}/life': {
    get: describe('getLife', 'admin:read', 'Its stage and what the next ones want', ref('Life'), {
      parameters: id,
    }),
  },
  '/clients/{id}/steps': {
    post: describe('askStep', 'admin:write', 'Ask for the next stage; another decides', ref('Approval'), {
      parameters: id,
      body: 'NewStep',
      status: '201',
      conflict: 'its conditions are not met, or a step waits',
    }),
  },
  '/clients/{id}/pilot-users': {
    get: describe('listPilotUsers', 'admin:read', 'Who takes part', itemsOf('PilotUser'), { parameters: id }),
    post: describe('addPilotUser', 'admin:write', 'Name somebody', itemsOf('PilotUser'), {
      parameters: id,
      body: 'NewPilotUser',
      status: '201',
      conflict: 'the client is in no pilot, or the pilot is full',
    }),
  },
  '/clients/{id}/pilot-users/{user}': {
    delete: describe('removePilotUser', 'admin:write', 'Take somebody off', itemsOf('PilotUser'), {
      parameters: [...id, path('user')],
    }),
  },
  '/clients/{id}/stop': {
    post: describe('stopClient', 'admin:write', 'The kill switch', ref('Stop'), {
      parameters: id,
      body: 'Reason',
      status: '201',
      conflict: 'it does not work, or is stopped',
    }),
  },
  '/agencies/{id}/stop': {
    post: describe('stopAgency', 'admin:write', 'The same for all clients of an agency', ref('Stop'), {
      parameters: id,
      body: 'Reason',
      status: '201',
      conflict: 'it is stopped',
    }),
  },
  '/stops': { get: describe('listStops', 'admin:read', 'Those that hold first', itemsOf('Stop')) },
  '/stops/{id}/confirmation': {
    post: describe('confirmStop', 'admin:write', 'A second agrees', ref('Stop'), {
      parameters: id,
      conflict: decided,
    }),
  },
  '/stops/{id}/lifting': {
    post: describe('liftStop', 'admin:write', 'Lift it, or ask that it be lifted', ref('Stop'), {
      parameters: id,
      conflict: decided,
    }),
  },
};
