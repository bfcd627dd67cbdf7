/**
 * What runs behind the requests, and what is told of it: sending messages, sealing the record, clearing what has
 * expired. It joins rooms as app.ts does; each task is the affair of its room.
 */

import { keepClients } from './admin/index.ts';
import { tellOfficers } from './agencies/index.ts';
import { expireApprovals } from './approvals/index.ts';
import { keepWindows, sealRecord, tallyRecord } from './audit/index.ts';
import { type Background, repeat, repeatEach, type Task } from './background.ts';
import { expireConsents, noticeExpiries } from './consent/index.ts';
import { sweepVisits } from './counters/index.ts';
import { sweepCustody } from './custody/index.ts';
import { keepCalls, sweepCalls } from './developer/index.ts';
import { sweepDirectory } from './directory/index.ts';
import { sweepEnrolments } from './enrolment/index.ts';
import { keepNewEvents, measureEvents, pushEvents, sweepEvents } from './events/index.ts';
import { sweepFactors } from './factors/index.ts';
import { sweepHandovers } from './handover/index.ts';
import { forgetOldFailures, hashingState } from './identity/index.ts';
import { renewRing } from './keyring/index.ts';
import { watchPowers } from './mandates/index.ts';
import { carriersOf, countMessages, deliverMessages, sweepMessages } from './messages/index.ts';
import { tellOfPurposes } from './notices/index.ts';
import type { Oidc } from './oidc/index.ts';
import { newTracking, type System, systemOperation } from './operation.ts';
import { collectAnswers, countFields, countFilings, sweepFilings } from './profile/index.ts';
import { breakersOf } from './registries/index.ts';
import { closeDueAccounts } from './rights/index.ts';
import { countSignals, deliverSignals, sweepSignals } from './signals/index.ts';
import { keepStatus, sweepStatus } from './status/index.ts';
import { sweepViews } from './support/index.ts';
import { keepPublishedDays } from './transparency/index.ts';
import type { Metrics } from './web/index.ts';

/** What waits somewhere, for those who watch. */
export function watchQueues(system: System, metrics: Metrics): void {
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
  watch('registry_filings', 'Questions that registries answer later, by state', () => countFilings(op()));
  watch('registry_breaker', 'Registries: 0 asked as usual, 1 tried, 2 not asked', breakers, 'registry');
  watch('hashing', 'Passwords hashed now, waiting, and done', async () => ({ ...hashingState() }));
}

/** What runs behind the requests: sending messages, sealing the record, clearing what has expired. */
export function startBackground(system: System, oidc: Oidc): Background {
  const carriers = carriersOf(system.config.messages);
  const tasks = [
    repeat(system, 'codes', 1_000, (op, stopping) =>
      deliverMessages(op, carriers, { only: 'codes', stopping }),
    ),
    repeat(system, 'deliver', 1_000, (op, stopping) =>
      deliverMessages(op, carriers, { only: 'others', stopping }),
    ),
    repeat(system, 'signal', 1_000, (op, stopping) => deliverSignals(op, oidc.delivering, stopping)),
    repeat(system, 'events', 250, op => keepNewEvents(op, oidc.signEvent)),
    repeat(system, 'push', 1_000, op => pushEvents(op, oidc.signEvent)),
    repeat(system, 'keys', 20_000, oidc.keepKeys),
    repeat(system, 'keyring', 20_000, renewRing),
    repeat(system, 'powers', 1_000, watchPowers),
    repeat(system, 'seal', 1_000, sealRecord),
    repeat(system, 'count', 60_000, countFields),
    repeat(system, 'answers', 5_000, collectAnswers),
    repeat(system, 'tally', 5_000, tallyRecord),
    repeat(system, 'windows', 60_000, keepWindows),
    repeat(system, 'published', 60_000, keepPublishedDays),
    repeat(system, 'status', 5_000, keepStatus),
    repeat(system, 'clients', 10_000, op => keepClients(op, tellOfficers)),
    repeat(system, 'notices', 5_000, op => tellOfPurposes(op)),
    repeat(system, 'calls', 1_000, op => keepCalls(op, oidc.clientsOf)),
    repeatEach(system, 30_000, sweepsOf(oidc)),
  ];
  return {
    stop: async () => {
      await Promise.all(tasks.map(task => task.stop()));
    },
  };
}

/** What clears and ends what is over, each by the name that the log gives it. */
export function sweepsOf(oidc: Oidc): Readonly<Record<string, Task>> {
  return {
    'sweep engine': oidc.sweep,
    'sweep approvals': async op => {
      await expireApprovals(op, oidc.approvalSettled);
      oidc.afterApproval();
    },
    'sweep messages': sweepMessages,
    'sweep signals': sweepSignals,
    'sweep events': sweepEvents,
    'sweep failures': op => forgetOldFailures(op),
    'sweep factors': op => sweepFactors(op),
    'sweep enrolments': op => sweepEnrolments(op),
    'sweep status': sweepStatus,
    'sweep views': sweepViews,
    'sweep handovers': sweepHandovers,
    'sweep custody': sweepCustody,
    'sweep filings': sweepFilings,
    'expire consents': expireConsents,
    'notice expiries': noticeExpiries,
    'close accounts': closeDueAccounts,
    'sweep visits': sweepVisits,
    'sweep calls': sweepCalls,
    'sweep directory': sweepDirectory,
  };
}
