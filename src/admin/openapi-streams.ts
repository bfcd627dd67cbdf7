/** The event streams of all systems, as the administration sees and steers them. */
import { describe, id, type OpenApi } from './openapi-describe.ts';
import { itemsOf, maybe, moment, oneOf, ref, type Schema, shape, text, whole } from './openapi-shape.ts';

export const streamSchemas: Readonly<Record<string, Schema>> = {
  Stream: shape({
    id: text,
    client_id: text,
    method: oneOf('push', 'poll'),
    status: oneOf('enabled', 'paused', 'disabled'),
    reason: maybe(text),
    dead: { type: 'boolean', description: 'something has waited for its receiver for a quarter of an hour' },
    lag: { ...whole, description: 'seconds since the oldest event that waits; 0: nothing waits' },
    delivered_at: maybe(moment),
    http_status: maybe(whole),
    failure: maybe(text),
    refused: { ...whole, description: 'events that the receiver refused' },
    created_at: moment,
  }),
};

export const streamPaths: OpenApi['paths'] = {
  '/streams': {
    get: describe(
      'listStreams',
      'admin:read',
      'The event streams of all systems, the longest delay first; `dead` says whose receivers do not answer',
      itemsOf('Stream'),
    ),
  },
  '/streams/{id}/pause': {
    post: describe('pauseStream', 'admin:write', 'Pause one; what happens meanwhile waits', ref('Stream'), {
      parameters: id,
    }),
  },
  '/streams/{id}/resume': {
    post: describe('resumeStream', 'admin:write', 'Let it go on', ref('Stream'), { parameters: id }),
  },
};
