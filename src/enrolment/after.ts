import type { Person } from '../identity/index.ts';
import { errorFacts } from '../log.ts';
import { refreshPowersOf } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { fillProfile } from '../profile/index.ts';

const REGISTRY_MS = 2000;

/**
 * What the registries know of a new person, so that the first system finds it there. None of it can fail the
 * enrolment: what is missing now is asked again at sign-in.
 */
export async function fetchRecords(op: Operation, person: Person): Promise<void> {
  const results = await Promise.allSettled([
    fillProfile(op, { ...person, kind: 'person' }, { timeoutMs: REGISTRY_MS }),
    refreshPowersOf(op, person.id),
  ]);
  for (const result of results)
    if (result.status === 'rejected')
      op.system.log.warn({ tracking: op.tracking, ...errorFacts(result.reason) }, 'records of a new person');
}

/** The number in the profile is the one that Shahkar was asked about. */
export async function fetchMobile(op: Operation, person: Person): Promise<void> {
  const keys = ['person.mobile', 'person.mobile_owned'];
  try {
    await fillProfile(op, { ...person, kind: 'person' }, { keys, timeoutMs: REGISTRY_MS });
  } catch (error) {
    op.system.log.warn({ tracking: op.tracking, ...errorFacts(error) }, 'mobile of a person');
  }
}
