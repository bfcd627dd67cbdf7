/**
 * The only place where rooms are joined. `createSystem` makes what a process holds; `createApp` mounts the pages and
 * APIs; neither listens, so tests use both.
 */
import express, { type Express } from 'express';
import { errorPage } from '../views/error.ts';
import { type AuthenticateClient, adminApi, adminRoutes, keepClients, staffRoleOf } from './admin/index.ts';
import { approvalRoutes, endApprovalsOf, expireApprovals } from './approvals/index.ts';
import { auditRoutes, sealRecord, tallyRecord } from './audit/index.ts';
import { type Background, repeat } from './background.ts';
import { casesRoutes } from './cases/index.ts';
import type { Config } from './config.ts';
import {
  consentApi,
  endConsentsOf,
  expireConsents,
  noticeExpiries,
  onConsentEnded,
} from './consent/index.ts';
import { counterRoutes, endCountersOf, endVisitsOf, sweepVisits } from './counters/index.ts';
import { custodyApi, sweepCustody } from './custody/index.ts';
import { type Db, migrate, openDatabase, ping, type StatementListener } from './db/index.ts';
import { developerRoutes } from './developer/index.ts';
import { directoryRoutes, listAsking, seedDirectory, serviceDoor } from './directory/index.ts';
import { enrolmentRoutes, sweepEnrolments } from './enrolment/index.ts';
import { eventRoutes, keepEvents, measureEvents, sweepEvents } from './events/index.ts';
import { factorsRoutes, sweepFactors } from './factors/index.ts';
import { handoverApi, sweepHandovers } from './handover/index.ts';
import { forgetOldFailures, getPerson, hashingState, personKnownAs } from './identity/index.ts';
import { deriveKeys } from './keys.ts';
import { createLog, type Log } from './log.ts';
import { endMachineOf, machineRoutes } from './machines/index.ts';
import { knowServices, mandateRoutes, onPowerEnded, registerApi, watchPowers } from './mandates/index.ts';
import { meRoutes } from './me/index.ts';
import { carriersOf, countMessages, deliverMessages, sweepMessages } from './messages/index.ts';
import { createOidc, type Oidc } from './oidc/index.ts';
import { newTracking, type Operation, type System, systemOperation } from './operation.ts';
import { formsApi, overlapRoutes } from './overlap/index.ts';
import { countFields, profileRoutes } from './profile/index.ts';
import { breakersOf, createRegistries, type Registries } from './registries/index.ts';
import type { InventedCountry } from './registries/invented/index.ts';
import { batchApi } from './release/index.ts';
import { closeDueAccounts, onAccountClosed, rightsRoutes } from './rights/index.ts';
import { announce, countSignals, deliverSignals, sweepSignals } from './signals/index.ts';
import { currentAnnouncements, keepStatus, statusRoutes, sweepStatus } from './status/index.ts';
import { transparencyRoutes } from './transparency/index.ts';
import { checkMasterKey } from './vault/index.ts';
import {
  apiHeaders,
  assets,
  catchFaults,
  createMetrics,
  healthRoutes,
  type Metrics,
  notFound,
  sameOrigin,
  securityHeaders,
  type Web,
  withOperation,
} from './web/index.ts';

export interface Yekbar {
  readonly system: System;
  /** The invented country, where the registries are invented. */
  readonly country: InventedCountry | undefined;
  close(): Promise<void>;
}

/** What tests replace. */
export interface Replaced {
  readonly db?: Db;
  readonly now?: () => Date;
  readonly log?: Log;
  readonly registries?: Registries;
  readonly onStatement?: StatementListener;
}

/** Opens and migrates the database, checks the master key, connects the registries, loads the directory. */
export async function createSystem(config: Config, replaced: Replaced = {}): Promise<Yekbar> {
  const now = replaced.now ?? (() => new Date());
  const country =
    !replaced.registries && config.registries === 'invented'
      ? await (await import('./registries/invented/index.ts')).startInventedCountry({ now })
      : undefined;
  const db = replaced.db ?? openDatabase(config, replaced.onStatement);
  const close = async () => {
    await db.destroy();
    await country?.close();
  };
  const system: System = {
    config,
    db,
    now,
    log: replaced.log ?? createLog(config.logLevel),
    keys: deriveKeys(config.secrets.masterKey),
    registries:
      replaced.registries ??
      createRegistries(country?.addresses ?? addressesOf(config), {
        now,
        contracts: config.contracts,
        keys: config.secrets.registryKeys,
      }),
  };
  try {
    await migrate(db);
    const op = systemOperation(system, 'start');
    await checkMasterKey(op);
    await seedDirectory(op);
    knowServices(system, serviceDoor);
  } catch (error) {
    await close();
    throw error;
  }
  return { system, country, close };
}

function addressesOf(config: Config): Record<string, string> {
  return config.registries === 'invented' ? {} : { ...config.registries };
}

export interface App {
  readonly express: Express;
  readonly oidc: Oidc;
}

/** The Express application of a system. No body parser stands before the engine. */
export async function createApp(system: System): Promise<App> {
  const oidc = await createOidc(system);
  onPowerEnded(system, async (op, { entityId, officeIds, mandateIds, personIds }) => {
    for (const mandate of mandateIds) {
      const data = { mandate, change: 'ended' };
      await announce(op, { kind: 'authority_changed', subjectId: entityId, data });
    }
    await oidc.endGrantsOf(op, { officeIds, mandateIds });
    await endApprovalsOf(op, { officeIds }, oidc.approvalSettled);
    await endConsentsOf(op, { officeIds, mandateIds });
    await endVisitsOf(op, { personIds, subjectId: entityId }, 'power_ended');
  });
  onConsentEnded(system, async (op, { ids, id, endReason }) => {
    for (const consentId of ids) await oidc.endGrantsOf(op, { consentId });
    await endMachineOf(op, { id, endReason });
  });
  onAccountClosed(system, async (op, personId) => {
    await oidc.endSessionsOf(op, personId);
    await oidc.endGrantsOf(op, { personId });
    await endCountersOf(op, personId);
  });
  // Loaded only where it is shown: production holds nothing of the demo.
  const demo = system.config.demo ? await import('./demo/index.ts') : undefined;
  const web: Web = {
    system,
    readSession: oidc.readSession,
    describeReader: async (op, personId) => {
      const person = await getPerson(op, personId);
      return { name: personKnownAs(person, op.lang), staff: (await staffRoleOf(op, personId)) !== undefined };
    },
    guest: demo?.guest(),
    announced: async op => (await currentAnnouncements(op)).map(({ text }) => text),
    errorPage,
  };
  const metrics = createMetrics();
  watchQueues(system, metrics);
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', system.config.trustProxy)
    .set('query parser', 'simple');
  app.use(withOperation(system), metrics.measure);
  // Asked most often by far, so nothing that pages need stands before it.
  app.use('/api/v1', apiHeaders(system.config));
  app.use(oidc.apiRoutes(web));
  app.use(securityHeaders(system.config));
  // The engine next: of what clients ask it, no page's address needs to be compared with.
  app.use(oidc.engine(web));
  app.use(healthRoutes(metrics, () => ping(system.db)));
  app.use('/assets', assets());
  const { signEvent: sign, authenticateClient } = oidc;
  app.use(
    batchApi(authenticateClient),
    registerApi(authenticateClient),
    custodyApi(authenticateClient),
    eventRoutes(web, { sign, authenticateClient }),
    adminApi(web, clientOf(oidc)),
    formsApi(oidc.authenticateClient),
    consentApi(oidc.authenticateSystem),
    handoverApi({ grant: oidc.authenticateGrant, system: oidc.authenticateSystem }),
  );
  app.use(sameOrigin(system.config.issuer));
  app.use(
    oidc.pageRoutes(web),
    auditRoutes(),
    transparencyRoutes(web),
    directoryRoutes(web),
    profileRoutes(web, { usersOf: listAsking }),
    overlapRoutes(web),
    statusRoutes(web),
    casesRoutes(web),
    rightsRoutes(web),
    meRoutes(web, oidc, async (op, id) => ({ staff_role: (await staffRoleOf(op, id)) ?? null })),
    machineRoutes(web),
    counterRoutes(web),
    mandateRoutes(web),
    approvalRoutes(web, { onSettled: oidc.approvalSettled, afterwards: oidc.afterApproval }),
    factorsRoutes(web, endOtherSessions(oidc)),
    enrolmentRoutes(web, {
      endSessions: endAll(oidc),
      newcomer: demo?.newcomer(),
    }),
    adminRoutes(web),
    developerRoutes(web, demo?.sandbox),
  );
  if (demo) app.use(demo.demoRoutes(web));
  app.use(notFound, catchFaults(web));
  return { express: app, oidc };
}

/** Who calls the admin API, where a client's own token stands in the request. */
function clientOf(oidc: Oidc): AuthenticateClient {
  return async req => {
    if (!req.get('authorization')) return undefined;
    const { actor } = await oidc.authenticateClient(req);
    return actor.kind === 'client' ? actor : undefined;
  };
}

/** Whoever knew the old password is out: every session of the person but the one that changed it. */
function endOtherSessions(oidc: Oidc) {
  return async (op: Operation, personId: string, keepUid: string | undefined): Promise<void> => {
    await oidc.endSessionsOf(op, personId, { except: keepUid });
  };
}

/** After a recovery nothing stays that was opened before it, also not what was given for the time after sign-out. */
function endAll(oidc: Oidc) {
  return async (op: Operation, personId: string): Promise<void> => {
    await endOtherSessions(oidc)(op, personId, undefined);
    await oidc.endGrantsOf(op, { personId });
  };
}

/** What waits somewhere, for those who watch. */
function watchQueues(system: System, metrics: Metrics): void {
  const op = () => systemOperation(system, newTracking());
  const watch = (name: string, help: string, read: Parameters<Metrics['gauge']>[1], label = 'state') =>
    metrics.gauge({ name: `yekbar_${name}`, help, label }, read);
  const breakers = async () => breakersOf(system.registries);
  watch('signals', 'Tokens to client systems in the outbox, by state', () => countSignals(op()));
  watch('messages', 'Messages to people in the outbox, by state', () => countMessages(op()));
  watch(
    'events',
    'The change log and its streams: delays, dead receivers',
    () => measureEvents(op()),
    'what',
  );
  watch('registry_breaker', 'Registries: 0 asked as usual, 1 tried, 2 not asked', breakers, 'registry');
  watch('hashing', 'Passwords hashed now, waiting, and done', async () => ({ ...hashingState() }));
}

/** What runs behind the requests: sending messages, sealing the record, clearing what has expired. */
export function startBackground(system: System, oidc: Oidc): Background {
  const carriers = carriersOf(system.config.messages);
  const tasks = [
    repeat(system, 'deliver', 1_000, op => deliverMessages(op, carriers)),
    repeat(system, 'signal', 1_000, op => deliverSignals(op, oidc.delivering)),
    repeat(system, 'events', 250, op => keepEvents(op, oidc.signEvent)),
    repeat(system, 'keys', 20_000, oidc.keepKeys),
    repeat(system, 'powers', 1_000, watchPowers),
    repeat(system, 'seal', 1_000, sealRecord),
    repeat(system, 'count', 60_000, countFields),
    repeat(system, 'tally', 5_000, tallyRecord),
    repeat(system, 'status', 5_000, keepStatus),
    repeat(system, 'clients', 10_000, keepClients),
    repeat(system, 'sweep', 30_000, async op => {
      await oidc.sweep(op);
      await expireApprovals(op, oidc.approvalSettled);
      oidc.afterApproval();
      await sweepMessages(op);
      await sweepSignals(op);
      await sweepEvents(op);
      await forgetOldFailures(op);
      await sweepFactors(op);
      await sweepEnrolments(op);
      await sweepStatus(op);
      await sweepHandovers(op);
      await sweepCustody(op);
      await expireConsents(op);
      await noticeExpiries(op);
      await closeDueAccounts(op);
      await sweepVisits(op);
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(tasks.map(task => task.stop()));
    },
  };
}
