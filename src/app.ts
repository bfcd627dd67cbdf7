/**
 * The only place where rooms are joined, with endings.ts, which says what ends with what. `createSystem` makes what a
 * process holds; `createApp` mounts the pages and APIs; neither listens, so tests use both.
 */
import express, { type Express, type RequestHandler } from 'express';
import { errorPage } from '../views/error.ts';
import { adminApi, adminRoutes, alarm, staffRoleOf } from './admin/index.ts';
import { agencyRoutes, mayDevelopClient, mayWatchClient, refuseSigner } from './agencies/index.ts';
import { approvalRoutes, startAct } from './approvals/index.ts';
import { auditRoutes } from './audit/index.ts';
import { agencyCasesRoutes, casesRoutes, contestsByOwner } from './cases/index.ts';
import { knowAgencies, knowReports } from './clients/index.ts';
import type { Config } from './config.ts';
import { consentApi } from './consent/index.ts';
import { counterRoutes } from './counters/index.ts';
import { custodyApi } from './custody/index.ts';
import { type Db, migrate, openDatabase, ping, type StatementListener } from './db/index.ts';
import { callApi, checkApi, collectCalls, developerRoutes, findReport } from './developer/index.ts';
import { directoryRoutes, listAsking, seedDirectory, serviceDoor } from './directory/index.ts';
import { endAll, endOtherSessions, endWithWhatEnds } from './endings.ts';
import { enrolmentRoutes } from './enrolment/index.ts';
import { eventRoutes } from './events/index.ts';
import { factorsRoutes } from './factors/index.ts';
import { feedbackRoutes, scoreOf } from './feedback/index.ts';
import { handoverApi } from './handover/index.ts';
import { getPerson, personKnownAs } from './identity/index.ts';
import { newRing, openRing } from './keyring/index.ts';
import { deriveKeys } from './keys.ts';
import { createLog, type Log } from './log.ts';
import { machineRoutes, softwareOf } from './machines/index.ts';
import { knowServices, mandateRoutes, registerApi } from './mandates/index.ts';
import { meRoutes } from './me/index.ts';
import { createOidc, type Oidc } from './oidc/index.ts';
import { type Operation, type System, systemOperation } from './operation.ts';
import { formsApi, heldFields, overlapRoutes } from './overlap/index.ts';
import { profileRoutes } from './profile/index.ts';
import { createRegistries, type Registries } from './registries/index.ts';
import type { InventedCountry } from './registries/invented/index.ts';
import { batchApi } from './release/index.ts';
import { rightsRoutes } from './rights/index.ts';
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
  endWithWhatEnds(system, oidc);
  // Loaded only where it is shown: production holds nothing of the demo.
  const demo = system.config.demo ? await import('./demo/index.ts') : undefined;
  const web = webOf(system, oidc, demo?.guest());
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
  app.use('/assets', assets(heldFields()));
  app.use(programDoors(web, oidc));
  if (tries) app.use(tries.api);
  app.use(guard);
  app.use(pages(web, oidc, demo));
  if (demo) app.use(demo.demoRoutes(web));
  if (tries) app.use(tries.pages);
  app.use(notFound, catchFaults(web));
  return { express: app, oidc };
}

function webOf(system: System, oidc: Oidc, guest: Web['guest']): Web {
  return {
    system,
    readSession: oidc.readSession,
    describeReader: async (op, personId) => {
      const person = await getPerson(op, personId);
      const role = await staffRoleOf(op, personId);
      const administrator = role === 'platform_administrator';
      return { name: personKnownAs(person, op.lang), staff: role !== undefined, administrator };
    },
    guest,
    announced: currentAnnouncements,
    errorPage,
  };
}

/** For programs, which show a token or a secret; no page of theirs is a person's, so no guard stands before them. */
function programDoors(web: Web, oidc: Oidc): RequestHandler[] {
  const { signEvent: sign, authenticateClient } = oidc;
  return [
    batchApi(authenticateClient),
    registerApi(authenticateClient),
    custodyApi(authenticateClient),
    callApi(authenticateClient, oidc.clientsOf),
    checkApi(authenticateClient),
    eventRoutes(web, { sign, authenticateClient }),
    adminApi(web, authenticateClient),
    formsApi(authenticateClient),
    consentApi(oidc.authenticateSystem),
    handoverApi({ grant: oidc.authenticateGrant, system: oidc.authenticateSystem }),
  ];
}

function pages(web: Web, oidc: Oidc, demo: typeof import('./demo/index.ts') | undefined): RequestHandler[] {
  return [
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
  ];
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
