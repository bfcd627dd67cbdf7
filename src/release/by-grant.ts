import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { type FieldEnvelope, fieldApplies, readFields } from '../profile/index.ts';
import type { Standing } from './statement.ts';

/**
 * Hands fields over where no access token is shown: into an ID token that is just being made. What the grant stands on
 * was asked in the same moment (`findStanding`); the record is written before the token leaves.
 * @param keys those that are asked for; what the purpose does not have, or nobody allowed, is left out
 * @throws release.scope_missing, release.power_ended, release.consent_withdrawn
 */
export async function releaseByGrant(
  op: Operation,
  standing: Standing,
  keys: readonly string[],
): Promise<Readonly<Record<string, FieldEnvelope>>> {
  const {
    purpose_key: purpose,
    purpose_basis: basis,
    purpose_fields: allowed,
    consent_id: consent,
  } = standing;
  if (!purpose || !basis || !allowed) throw new Fault('forbidden', 'release.scope_missing');
  if (!standing.power_alive) throw new Fault('forbidden', 'release.power_ended');
  if (!standing.grant_alive || (basis === 'consent' && !consent))
    throw new Fault('forbidden', 'release.consent_withdrawn');
  const kind = standing.subject_type === 'self' ? 'person' : 'entity';
  const covered = new Set(basis === 'law' ? allowed : (standing.consent_fields ?? []));
  const handed = allowed.filter(key => keys.includes(key) && fieldApplies(key, kind) && covered.has(key));
  if (handed.length === 0) return {};
  return atomically(op, async op => {
    await record(op, {
      kind: 'profile.released',
      personId: standing.person_id,
      subjectId: standing.subject_id,
      clientId: standing.client_id,
      data: { purpose, basis, consent: basis === 'consent' ? consent : null, fields: handed },
    });
    return readFields(op, standing.subject_id, handed);
  });
}
