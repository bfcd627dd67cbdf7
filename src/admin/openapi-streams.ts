/** The event streams of all systems, as the administration sees and steers them. */
import { describe, id, limit, type OpenApi, query } from './openapi-describe.ts';
import { pageOfItems, ref } from './openapi-shape.ts';

export const streamPaths: OpenApi['paths'] = {
  '/streams': {
    get: describe(
      'listStreams',
      'admin:read',
      'The event streams of all systems, the longest delay first; `dead` says whose receivers do not answer',
      pageOfItems('Stream'),
      { parameters: [query('after', 'next of the page before'), limit] },
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
