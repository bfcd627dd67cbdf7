/** The event streams of all systems, as the administration sees and steers them. */
import { describe, id, type OpenApi } from './openapi-describe.ts';
import { itemsOf, ref } from './openapi-shape.ts';

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
