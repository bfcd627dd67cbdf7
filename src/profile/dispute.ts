import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { findField } from './catalogue/index.ts';
import { changeProfile } from './change.ts';
import { openPacked } from './packed.ts';

/**
 * From now on the field is handed out as `disputed`, with its value, until clearDisputed. Only what a register
 * vouches for can be disputed: what one said oneself one says anew.
 * @throws profile.unknown_field, profile.not_disputable
 */
export async function markDisputed(
  op: Operation,
  subjectId: string,
  key: string,
  caseId: string,
): Promise<void> {
  const field = findField(key);
  if (!field) throw new Fault('not_found', 'profile.unknown_field');
  if (field.registry === null) throw new Fault('bad_input', 'profile.not_disputable', { field: key });
  await changeProfile(op, subjectId, {
    change: stored => ({
      ...stored,
      disputed: { ...stored.disputed, [key]: { caseId, since: op.at.toISOString() } },
    }),
    why: () => ({ kind: 'correction', registry: '' }),
    after: async op => {
      await record(op, { kind: 'profile.disputed', subjectId, data: { field: key, case: caseId } });
      await announce(op, { kind: 'profile_changed', subjectId, fields: [key] });
    },
  });
}

/** Takes the mark of this case away; nothing when another case set it, or none did. */
export async function clearDisputed(
  op: Operation,
  subjectId: string,
  key: string,
  caseId: string,
): Promise<void> {
  await changeProfile(op, subjectId, {
    change: stored => {
      if (stored.disputed?.[key]?.caseId !== caseId) return stored;
      const { [key]: _, ...disputed } = stored.disputed;
      return { ...stored, disputed, disputeEnded: { ...stored.disputeEnded, [key]: op.at.toISOString() } };
    },
    why: () => ({ kind: 'correction', registry: '' }),
    after: async op => {
      await record(op, { kind: 'profile.dispute_ended', subjectId, data: { field: key, case: caseId } });
      await announce(op, { kind: 'profile_changed', subjectId, fields: [key] });
    },
  });
}

/**
 * When a field was last disputed, or disputed no longer; such moments say nothing of its value.
 * @param packed the opened blob; undefined: nothing is known of the subject
 */
export function disputeMoments(packed: Buffer | undefined): Readonly<Record<string, string>> {
  if (!packed) return {};
  const { disputed = {}, disputeEnded } = openPacked(packed).rest;
  const begun = Object.entries(disputed).map(([key, { since }]) => [key, since]);
  return { ...disputeEnded, ...Object.fromEntries(begun) };
}
