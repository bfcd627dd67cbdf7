import { record } from '../audit/index.ts';
import type { Operation } from '../operation.ts';
import type { FieldFact } from '../registries/index.ts';
import { findField } from './catalogue/index.ts';
import { changeProfile } from './change.ts';
import { followLife, lifeAfter } from './life.ts';
import { merge } from './merge.ts';
import type { StoredProfile } from './value.ts';

/** Whether a registry vouches for a field, or may attest it. What only follows from others is nobody's to say. */
export function mayAnswerFor(registry: string, key: string): boolean {
  const field = findField(key);
  return (
    field !== undefined &&
    (field.inputs?.length ?? 0) === 0 &&
    (field.registry ?? field.attestedBy) === registry
  );
}

/**
 * Writes what a registry said by itself, as if it had been asked. That it also answers when asked, it does not show: a
 * registry that was down counts as down until it answers.
 * @param fields the registry's own, of the shape of the catalogue: the caller has looked
 */
export async function pushFacts(
  op: Operation,
  subject: { readonly id: string; readonly kind: 'person' | 'entity' },
  registry: string,
  fields: Readonly<Record<string, FieldFact>>,
): Promise<void> {
  let next: StoredProfile | undefined;
  await changeProfile(op, subject.id, {
    change: stored => {
      const merged = merge(stored, subject.kind, [{ registry, asOf: op.at, fields }], [], op.at);
      next = { ...merged, down: stored.down };
      return next;
    },
    why: () => ({ kind: 'push', registry }),
    after: async op => {
      await record(op, {
        kind: 'profile.pushed',
        subjectId: subject.id,
        data: { registry, fields: Object.keys(fields).sort() },
      });
      await followLife(op, subject, lifeAfter([{ fields }], next));
    },
  });
}
