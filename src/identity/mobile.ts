import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Mobile } from '../identifiers.ts';
import { atomically, type Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { unwrapKey } from '../vault/index.ts';
import { type Evidence, keepEvidence } from './evidence.ts';
import { type Person, sealParticulars, toPerson } from './person.ts';
import { lockPerson, updateSealed } from './person-store.ts';

/**
 * Gives a person another mobile. Whether it is hers was asked before: what Shahkar answered comes along as evidence.
 * @returns the person with the mobile that was there before
 * @throws identity.not_found
 */
export function changeMobile(
  op: Operation,
  personId: string,
  mobile: Mobile,
  evidence: readonly Evidence[],
): Promise<Person> {
  return atomically(op, async op => {
    const row = await lockPerson(op, personId);
    const person = row && toPerson(op.system.keys, row);
    if (!row?.wrapped_key || !person) throw new Fault('not_found', 'identity.not_found');
    const key = unwrapKey(op.system.keys, personId, row.wrapped_key);
    await updateSealed(op, personId, sealParticulars(key, { ...person, mobile }));
    await keepEvidence(op, personId, evidence);
    await record(op, {
      kind: 'identity.mobile_changed',
      personId,
      subjectId: personId,
      data: { evidence: evidence.map(({ registry }) => registry) },
    });
    await announce(op, {
      kind: 'credential_change',
      personId,
      data: { credential_type: 'phone-sms', change_type: 'update' },
    });
    return person;
  });
}
