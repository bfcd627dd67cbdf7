/** The addresses that edit the directory. */
import { decided, describe, id, limit, type OpenApi, path, query } from './openapi-describe.ts';
import { itemsOf, pageOfItems, ref } from './openapi-schemas.ts';

const about = { ...path('about'), schema: { type: 'string', enum: ['systems', 'registries'] } };
const entry = [about, path('key')];
const waits = 'somebody changed it meanwhile, or a change of it waits';

export const directoryPaths: OpenApi['paths'] = {
  '/directory/changes': {
    get: describe('listDirectoryChanges', 'admin:read', 'Changes, newest first', itemsOf('DirectoryChange'), {
      parameters: [
        query('state', 'all: those decided too', { type: 'string', enum: ['waiting', 'all'] }),
        limit,
      ],
    }),
  },
  '/directory/changes/{id}': {
    get: describe('getDirectoryChange', 'admin:read', 'One change', ref('DirectoryChange'), {
      parameters: id,
    }),
  },
  '/directory/changes/{id}/rows': {
    get: describe('listDirectoryRows', 'admin:read', 'Its rows', pageOfItems('DirectoryRow'), {
      parameters: [
        ...id,
        query('bad', 'true: those that could not be read'),
        query('after', 'next of the page before'),
        limit,
      ],
    }),
  },
  '/directory/changes/{id}/decision': {
    post: describe(
      'decideDirectoryChange',
      'admin:write',
      'Apply all of it or refuse',
      ref('DirectoryChange'),
      {
        parameters: id,
        body: 'DirectoryDecision',
        conflict: decided,
      },
    ),
  },
  '/directory/imports': {
    post: describe(
      'importDirectory',
      'admin:write',
      'Read a file as the body, row by row, up to 512 MB; nothing changes until another client decides',
      ref('DirectoryChange'),
      {
        parameters: [
          query('about', 'what the file holds', { type: 'string', enum: ['system', 'registry'] }),
          query('format', 'how it is written', { type: 'string', enum: ['csv', 'ndjson', 'json'] }),
        ],
        status: '201',
        file: true,
      },
    ),
  },
  '/directory/{about}': {
    get: describe('listDirectory', 'admin:read', 'All entries', itemsOf('DirectoryEntry'), {
      parameters: [about],
    }),
  },
  '/directory/{about}/{key}': {
    get: describe('getDirectoryEntry', 'admin:read', 'One entry', ref('DirectoryEntry'), {
      parameters: entry,
    }),
    post: describe(
      'editDirectoryEntry',
      'admin:write',
      'Change what is given; another address, and another system, wait for another client',
      ref('DirectoryEdited'),
      { parameters: entry, body: 'DirectoryEdit', conflict: waits },
    ),
  },
  '/directory/{about}/{key}/versions': {
    get: describe('listDirectoryVersions', 'admin:read', 'Newest first', itemsOf('DirectoryVersion'), {
      parameters: [...entry, limit],
    }),
  },
  '/directory/{about}/{key}/restoration': {
    post: describe('restoreDirectoryEntry', 'admin:write', 'Bring back a version', ref('DirectoryEdited'), {
      parameters: entry,
      body: 'DirectoryRestoration',
      conflict: waits,
    }),
  },
};
