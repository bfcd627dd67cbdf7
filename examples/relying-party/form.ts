/** Which boxes of a form the profile fills, which the person fills, and why. */
import { type Box, boxesFor, type ExampleSystem, type SubjectType } from '../systems/index.ts';
import type { Field, Profile } from './profile.ts';

export interface FilledBox {
  readonly box: Box;
  readonly field: Field;
}

export interface HollowBox {
  readonly box: Box;
  /** Why a box that a field could fill is empty; undefined where only the person knows. */
  readonly why: 'absent' | 'source_down' | 'withheld' | 'not_applicable' | undefined;
}

export interface Form {
  readonly subject: SubjectType;
  readonly filled: readonly FilledBox[];
  readonly hollow: readonly HollowBox[];
}

/** Without a profile every box is the person's. */
export function fillForm(system: ExampleSystem, subject: SubjectType, profile: Profile | undefined): Form {
  const filled: FilledBox[] = [];
  const hollow: HollowBox[] = [];
  for (const box of boxesFor(system, subject)) {
    const key = box.from?.[subject];
    const field = key === undefined ? undefined : profile?.fields[key];
    if (field && (field.status === 'present' || field.status === 'disputed')) filled.push({ box, field });
    else if (field?.status !== 'not_applicable') hollow.push({ box, why: whyHollow(profile, key, field) });
  }
  return { subject, filled, hollow };
}

function whyHollow(profile: Profile | undefined, key: string | undefined, field: Field | undefined) {
  if (!profile || key === undefined) return undefined;
  if (!field) return 'withheld';
  return field.status === 'present' || field.status === 'disputed' ? undefined : field.status;
}

/** Names of the boxes that were left empty. */
export function emptyBoxes(form: Form, body: Readonly<Record<string, unknown>>): Set<string> {
  const empty = form.hollow.filter(
    ({ box }) => typeof body[box.name] !== 'string' || !String(body[box.name]).trim(),
  );
  return new Set(empty.map(({ box }) => box.name));
}
