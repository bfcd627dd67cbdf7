/** What no register holds is asked at the first need, in the form of the consent page, and never again. */
import type { Request } from 'express';
import type { SayField } from '../../../views/parts/say.ts';
import { findEntity } from '../../entities/index.ts';
import { Fault } from '../../errors.ts';
import { getPerson } from '../../identity/index.ts';
import type { Operation } from '../../operation.ts';
import {
  declareValue,
  type Field,
  fieldHelp,
  fieldLabel,
  fillProfile,
  findField,
  inputsOf,
  isSayable,
  readFields,
  readSaid,
  sayable,
} from '../../profile/index.ts';
import { formText } from '../../web/index.ts';
import type { Chosen } from '../grants.ts';
import { withinTime } from '../interaction.ts';
import type { Shown } from '../shown.ts';

const REGISTRY_MS = 800;
const LONGEST = 1_000;

/** What was typed: values in their normal form, keys of what has the wrong form, and every box as it was. */
export interface Typed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly wrong: readonly string[];
  readonly boxes: Readonly<Record<string, string>>;
}

export const nothingTyped: Typed = { values: {}, wrong: [], boxes: {} };

/** Fields of the page that people say themselves and nobody has said; of a business only where there is one. */
async function unsaid(op: Operation, chosen: Chosen, shown: Shown): Promise<Field[]> {
  const fields = Object.entries(shown)
    .filter(([, { status }]) => status === 'absent')
    .map(([key]) => findField(key))
    .filter(field => field !== undefined && isSayable(field)) as Field[];
  if (!fields.some(field => field.subjects.includes('business'))) return fields;
  const { 'business.kind': kind } = await readFields(op, chosen.subjectId, ['business.kind']);
  return fields.filter(field => !field.subjects.includes('business') || kind?.status === 'present');
}

export async function readTyped(req: Request, op: Operation, chosen: Chosen, shown: Shown): Promise<Typed> {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  const boxes: Record<string, string> = {};
  for (const field of await unsaid(op, chosen, shown)) {
    const said = readSaid(field, name => {
      const text = formText(req, name, LONGEST);
      if (text !== '') boxes[name] = text;
      return text;
    });
    if (said === undefined) continue;
    try {
      sayable(field, said);
      values[field.key] = said;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      wrong.push(field.key);
    }
  }
  return { values, wrong, boxes };
}

/** Keeps what was said, and asks the registers that can bear it out; nobody waits long for them. */
export async function keepSaid(op: Operation, chosen: Chosen, { values }: Typed): Promise<void> {
  const { subjectId, type } = chosen;
  const keys = Object.keys(values);
  for (const key of keys) await declareValue(op, subjectId, key, values[key]);
  if (!keys.some(key => findField(key)?.attestedBy)) return;
  const options = { keys, timeoutMs: REGISTRY_MS - 100 };
  if (type === 'self') {
    const person = await getPerson(op, subjectId);
    await withinTime(op, REGISTRY_MS, fillProfile(op, { ...person, kind: 'person' }, options));
    return;
  }
  const entity = await findEntity(op, subjectId);
  if (!entity) return;
  const subject = { id: subjectId, kind: 'entity', identifier: entity.legalId } as const;
  await withinTime(op, REGISTRY_MS, fillProfile(op, subject, options));
}

/** The boxes of the page, with what was typed before. */
export async function sayDataOf(
  op: Operation,
  chosen: Chosen,
  shown: Shown,
  { wrong, boxes }: Typed,
): Promise<SayField[]> {
  return (await unsaid(op, chosen, shown)).map(field => ({
    key: field.key,
    label: fieldLabel(field, op.lang),
    help: fieldHelp(field, op.lang),
    boxes: inputsOf(field, 1).map(input => ({ ...input, value: boxes[input.name] ?? '' })),
    wrong: wrong.includes(field.key),
  }));
}
