/**
 * The only place where rooms are joined. `createSystem` makes what a process holds; `createApp` mounts the pages and
 * APIs; neither listens, so tests use both.
 */
import express, { type Express } from 'express';
import { errorPage } from '../views/error.ts';
import { adminApi, adminRoutes, alarm, staffRoleOf } from './admin/index.ts';
import {
  agencyRoutes,
  endOfficesOf,
  mayDevelopClient,
  mayWatchClient,
  moveInvitations,
  refuseSigner,
} from './agencies/index.ts';
import { approvalRoutes, endApprovalsOf, moveSigner, startAct } from './approvals/index.ts';
import { auditRoutes } from './audit/index.ts';
import { agencyCasesRoutes, casesRoutes, contestsByOwner } from './cases/index.ts';
import { knowAgencies, knowReports, movePilotUsers } from './clients/index.ts';
import type { Config } from './config.ts';
import { consentApi, endConsentsOf, endConsentsOfPerson, onConsentEnded } from './consent/index.ts';
import { counterRoutes, endCountersOf, endVisitsOf } from './counters/index.ts';
import { custodyApi } from './custody/index.ts';
import { type Db, migrate, openDatabase, ping, type StatementListener } from './db/index.ts';
import { callApi, checkApi, collectCalls, developerRoutes, findReport } from './developer/index.ts';
import { directoryRoutes, listAsking, seedDirectory, serviceDoor } from './directory/index.ts';
import { enrolmentRoutes } from './enrolment/index.ts';
import { eventRoutes } from './events/index.ts';
import { factorsRoutes } from './factors/index.ts';
import { feedbackRoutes, forgetFeedbackOf, scoreOf } from './feedback/index.ts';
import { handoverApi } from './handover/index.ts';
import { getPerson, onSuccession, personKnownAs } from './identity/index.ts';
import { newRing, openRing } from './keyring/index.ts';
import { deriveKeys } from './keys.ts';
import { createLog, type Log } from './log.ts';
import { endMachineOf, machineRoutes, softwareOf } from './machines/index.ts';
import { knowServices, mandateRoutes, movePowers, onPowerEnded, registerApi } from './mandates/index.ts';
import { meRoutes } from './me/index.ts';
import { createOidc, type Oidc } from './oidc/index.ts';
import { type Operation, type System, systemOperation } from './operation.ts';
import { formsApi, overlapRoutes } from './overlap/index.ts';
import { profileRoutes } from './profile/index.ts';
import { createRegistries, type Registries } from './registries/index.ts';
import type { InventedCountry } from './registries/invented/index.ts';
import { batchApi } from './release/index.ts';
import { onAccountClosed, rightsRoutes } from './rights/index.ts';
import { announce } from './signals/index.ts';
import { currentAnnouncements, registryStates, statusRoutes } from './status/index.ts';
import { supportRoutes } from './support/index.ts';
import { watchQueues } from './tasks.ts';
import { transparencyRoutes } from './transparency/index.ts';
import { checkMasterKey } from './vault/index.ts';
import {
  apiHeaders,
  assets,
  catchFaults,
  createMetrics,
  healthRoutes,
  notFound,
  sameOrigin,
  securityHeaders,
  type Web,
  wholeAddress,
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
      ? await (await import('./registries/invented/index.ts')).startInventedCountry({
          now,
          later: { judiciary: 60_000 },
        })
      : undefined;
  const db = replaced.db ?? openDatabase(config, replaced.onStatement);
  const close = async () => {
    await db.destroy();
    await country?.close();
  };
  const ring = newRing(config);
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
        secrets: ring.of,
      }),
  };
  try {
    await migrate(db);
    const op = systemOperation(system, 'start');
    await checkMasterKey(op);
    await openRing(op, ring);
    await seedDirectory(op);
    knowServices(system, serviceDoor);
    knowReports(system, async (op, clientId) => (await findReport(op, clientId)) !== undefined);
    knowAgencies(system, refuseSigner);
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
    await forgetFeedbackOf(op, personId);
    await endCountersOf(op, personId);
    await endOfficesOf(op, personId);
  });
  onSuccession(system, async (op, succession) => {
    const { from, to, ended, personId } = succession;
    await movePowers(op, succession);
    await movePilotUsers(op, from, to);
    await moveInvitations(op, from, to);
    await moveSigner(op, from, to);
    if (ended === undefined) return;
    // First of what clients are told: by it they know whose consents and sessions these were.
    const data = { change: 'merged', into: personId };
    await announce(op, { kind: 'subject_changed', personId: ended, data });
    await endConsentsOfPerson(op, ended);
    await oidc.endSessionsOf(op, ended);
    await oidc.endGrantsOf(op, { personId: ended });
    await endCountersOf(op, ended);
    await endOfficesOf(op, ended);
  });
  // Loaded only where it is shown: production holds nothing of the demo.
  const demo = system.config.demo ? await import('./demo/index.ts') : undefined;
  const web: Web = {
    system,
    readSession: oidc.readSession,
    describeReader: async (op, personId) => {
      const person = await getPerson(op, personId);
      const role = await staffRoleOf(op, personId);
      const administrator = role === 'platform_administrator';
      return { name: personKnownAs(person, op.lang), staff: role !== undefined, administrator };
    },
    guest: demo?.guest(),
    announced: async op => (await currentAnnouncements(op)).map(({ text }) => text),
    errorPage,
  };
  collectCalls(system);
  const tries = demo?.sandboxRoutes(web, {
    authenticateClient: oidc.authenticateClient,
    endGrants: oidc.endGrantsOf,
    mayDevelop,
  });
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
  app.use('/api/v1', apiHeaders(system.config), wholeAddress);
  app.use(oidc.apiRoutes(web));
  app.use(securityHeaders(system.config), wholeAddress);
  // The engine next: of what clients ask it, no page's address needs to be compared with.
  app.use(oidc.engine(web));
  // The steps of a sign-in too: six requests of each.
  const guard = sameOrigin(system.config.issuer);
  app.use(['/interaction', '/sign-in', '/sign-out'], guard);
  app.use(oidc.pageRoutes(web));
  app.use(healthRoutes(metrics, () => ping(system.db)));
  app.use('/assets', assets());
  const { signEvent: sign, authenticateClient } = oidc;
  app.use(
    batchApi(authenticateClient),
    registerApi(authenticateClient),
    custodyApi(authenticateClient),
    callApi(authenticateClient, oidc.clientsOf),
    checkApi(authenticateClient),
    ...(tries ? [tries.api] : []),
    eventRoutes(web, { sign, authenticateClient }),
    adminApi(web, authenticateClient),
    formsApi(authenticateClient),
    consentApi(oidc.authenticateSystem),
    handoverApi({ grant: oidc.authenticateGrant, system: oidc.authenticateSystem }),
  );
  app.use(guard);
  app.use(
    auditRoutes(),
    transparencyRoutes(web),
    directoryRoutes(web, { scoreOf, registryStates }),
    profileRoutes(web, { usersOf: listAsking }),
    overlapRoutes(web, contestsByOwner),
    statusRoutes(web),
    casesRoutes(web),
    agencyCasesRoutes(web),
    feedbackRoutes(web),
    rightsRoutes(web),
    meRoutes(web, oidc, async (op, id) => ({ staff_role: (await staffRoleOf(op, id)) ?? null })),
    machineRoutes(web),
    counterRoutes(web),
    agencyRoutes(web, alarm),
    mandateRoutes(web, {
      signTogether: async (op, act) => `/me/approvals/${(await startAct(op, act)).id}`,
      softwareOf,
    }),
    approvalRoutes(web, { onSettled: oidc.approvalSettled, afterwards: oidc.afterApproval }),
    factorsRoutes(web, endOtherSessions(oidc)),
    enrolmentRoutes(web, {
      endSessions: endAll(oidc),
      newcomer: demo?.newcomer(),
    }),
    supportRoutes(web),
    adminRoutes(web, oidc.listSessions),
    developerRoutes(
      web,
      { maySee: mayWatch, mayDevelop, clientsOf: oidc.clientsOf, publicKeys: oidc.publicKeys },
      demo?.sandbox,
    ),
  );
  if (demo) app.use(demo.demoRoutes(web));
  if (tries) app.use(tries.pages);
  app.use(notFound, catchFaults(web));
  return { express: app, oidc };
}

/** Who sees what a client system does and where it fails: the staff, and the officers of its agency. */
async function mayWatch(op: Operation, clientId: string): Promise<boolean> {
  if (op.actor.kind !== 'person') return false;
  return (await staffRoleOf(op, op.actor.personId)) !== undefined || mayWatchClient(op, clientId);
}

/** Who tries a client's system out: platform administrators, and those who develop at its agency. */
async function mayDevelop(op: Operation, clientId: string): Promise<boolean> {
  if (op.actor.kind !== 'person') return false;
  const role = await staffRoleOf(op, op.actor.personId);
  return role === 'platform_administrator' || mayDevelopClient(op, clientId);
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
