/** The one list: a room imports only what stands above it, and only through its door. Exceptions only shrink. */

export const order = [
  // ground
  'errors',
  'text',
  'beside',
  'work-through',
  'calendar',
  'identifiers',
  'keys',
  'contracts',
  'config',
  'log',
  'i18n',
  // outside
  'db',
  'registries',
  'outbound',
  // asking
  'operation',
  'made',
  'client-calls',
  'web',
  // memory
  'vault',
  'audit',
  'keyring',
  'messages',
  'signals',
  // who
  'identity',
  'factors',
  'entities',
  'mandates',
  // what
  'profile',
  'clients',
  'custody',
  'directory',
  'overlap',
  'status',
  // may
  'consent',
  'approvals',
  'machines',
  'counters',
  'agencies',
  'release',
  'notices',
  'handover',
  'cases',
  'feedback',
  'rights',
  'events',
  // faces
  'oidc',
  'enrolment',
  'me',
  'support',
  'transparency',
  'admin',
  'developer',
  'cli',
  // house
  'listening',
  'priority',
  'background',
  'demo',
  'tasks',
  'endings',
  'app',
  'commands',
  'main',
  'yekbar',
] as const;

/** Packages that only these files may import; everything else is free for all. */
export const keepers: Readonly<Record<string, RegExp>> = {
  kysely: /^src\/(db\/.*|(\w+\/)*(store|[\w-]+-store)\.ts|operation\.ts|release\/statement\.ts)$/,
  pg: /^src\/(db\/.*|release\/statement\.ts)$/,
  '@electric-sql/pglite': /^src\/db\//,
  express: /^src\/(app\.ts|web\/.*|(\w+\/)*([\w-]+-)?routes\.ts|(\w+\/)*routes\/.*|oidc\/.*)$/,
  helmet: /^src\/web\//,
  'oidc-provider': /^src\/oidc\//,
  '@node-rs/argon2': /^src\/identity\/credentials\.ts$/,
  pino: /^src\/log\.ts$/,
  'prom-client': /^src\/(web\/|oidc\/sweep\.ts$)/,
};

/** Imports that break the list or the doors, each with its reason: "file → target". */
export const exceptions: Readonly<Record<string, string>> = {
  'src/me/values.ts → views/parts/value.ts': 'rows of values for two pages, in the form that the reader sees',
};

/** Tables that a file names although another room owns them, each with its reason. */
export const foreignTables: Readonly<Record<string, { tables: readonly string[]; because: string }>> = {
  'src/release/statement.ts': {
    tables: [
      'oidc_artifact',
      'grant_binding',
      'consent',
      'joint_approval',
      'purpose',
      'client',
      'pilot_user',
      'person',
      'office',
      'mandate',
      'mandate_office',
      'entity',
      'profile',
      'subject_key',
      'audit_event',
    ],
    because: 'a release is authorised, read and put on the record in one statement',
  },
  'src/release/batch-store.ts': {
    tables: ['purpose', 'client', 'person', 'entity', 'profile', 'subject_key', 'audit_event'],
    because: 'each of a thousand releases is authorised, read and put on the record in one statement',
  },
  'src/release/token-store.ts': {
    tables: ['oidc_artifact', 'grant_binding', 'consent'],
    because: 'whether a client had the right to fields at an earlier moment is asked in one statement',
  },
  'src/events/delay-store.ts': {
    tables: ['change'],
    because: 'how long something waits for each of all streams is asked and sorted in one statement',
  },
  'src/events/audience-store.ts': {
    tables: ['client', 'consent', 'purpose', 'grant_binding'],
    because:
      'who may be told of a change is decided for a thousand changes at once, by the rights of the moment',
  },
};

/** Files over 300 lines, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {};

/** Files that may read the wall clock: everything else asks op.at or system.now(). */
export const clocks: Readonly<Record<string, string>> = {
  'src/app.ts': 'makes the clock of the process',
  'src/log.ts': 'the time of a log line',
  'src/oidc/configuration.ts': 'the engine reckons by the wall clock itself',
  'src/oidc/index.ts': 'proofs of possession are dated by the wall clock of the client',
  'src/oidc/steps/login.ts': 'the moment of a sign-in, as the engine keeps it',
  'src/registries/create.ts': 'the clock of a process that gives none',
};

/** Functions of stores that take no operation, each with its reason: "file" or "file: function". */
export const withoutOperation: Readonly<Record<string, string>> = {
  'src/audit/store.ts: insertionOf': 'part of a statement of another store, no effect of its own',
  'src/audit/store.ts: eventLists': 'its values',
  'src/oidc/binding-store.ts: insertBinding': 'written on whatever handle the engine writes on',
  'src/oidc/changes-store.ts':
    'the engine knows no operation; what waits at the same moment shares one statement',
  'src/oidc/store.ts': 'the engine knows no operation; what waits at the same moment shares one statement',
  'src/oidc/used-store.ts': 'the engine knows no operation',
  'src/vault/store.ts: wrappedKeyOf': 'part of a statement of another store, no effect of its own',
};
