/** The form in which people say what no register holds: inputs by the schema of a field, and back to a value. Pure. */
import { readDay } from '../calendar.ts';
import { type Json, writeJalali } from '../registries/index.ts';
import { latinDigits } from '../text.ts';
import type { Field, JsonSchema } from './catalogue/field.ts';

export interface SayInput {
  /** Name of the box: "say.entity.email", "say.entity.phones.0.number". */
  readonly name: string;
  /** Part of a composed value; undefined: the whole. */
  readonly part: string | undefined;
  readonly kind: 'text' | 'day' | 'number' | 'choice' | 'flag';
  /** Of a choice. */
  readonly values: readonly string[];
  readonly required: boolean;
  /** Written from left to right: numbers, codes, addresses of machines. */
  readonly latin: boolean;
}

const MOST_ROWS = 20;
/** A longer form is no small one: such values come from programs. */
const MOST_PARTS = 6;

/** Whether a field can be said in a form at all. */
export function isSayable(field: Field): boolean {
  return field.registry === null && inputsOf(field, 1).length > 0;
}

/**
 * The boxes of a field; none when its value is too composed for a form.
 * @param rows of a list, how many entries can be written
 */
export function inputsOf(field: Field, rows: number): SayInput[] {
  const base = `say.${field.key}`;
  const { type } = field;
  if (type.type !== 'array') return partsOf(base, type);
  const item = (type.items ?? {}) as JsonSchema;
  return Array.from({ length: Math.min(rows, MOST_ROWS) }, (_, row) =>
    partsOf(`${base}.${row}`, item),
  ).flat();
}

function partsOf(base: string, schema: JsonSchema): SayInput[] {
  if (schema.type !== 'object') return [inputOf(base, undefined, schema, true)].filter(isKnown);
  const properties = Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>);
  const required = (schema.required ?? []) as readonly string[];
  const inputs = properties.map(([part, of]) =>
    inputOf(`${base}.${part}`, part, of, required.includes(part)),
  );
  const known = inputs.filter(isKnown);
  const whole = required.every(part => known.some(input => input.part === part));
  return whole && known.length <= MOST_PARTS ? known : [];
}

const isKnown = (input: SayInput | undefined): input is SayInput => input !== undefined;

function inputOf(
  name: string,
  part: string | undefined,
  schema: JsonSchema,
  required: boolean,
): SayInput | undefined {
  const input = { name, part, values: [], required, latin: false };
  if (Array.isArray(schema.enum)) return { ...input, kind: 'choice', values: schema.enum.map(String) };
  if (schema.type === 'boolean') return { ...input, kind: 'flag' };
  if (schema.type === 'integer' || schema.type === 'number') return { ...input, kind: 'number', latin: true };
  if (schema.type !== 'string') return undefined;
  if (schema.format === 'date') return { ...input, kind: 'day', latin: true };
  return { ...input, kind: 'text', latin: schema.pattern !== undefined || schema.format !== undefined };
}

/** What was typed as a value that can be kept or refused; undefined when every box is empty. */
export function readSaid(field: Field, typed: (name: string) => string): unknown {
  const base = `say.${field.key}`;
  if (field.type.type !== 'array') return readParts(partsOf(base, field.type), typed);
  const item = (field.type.items ?? {}) as JsonSchema;
  const rows = Array.from({ length: MOST_ROWS }, (_, row) =>
    readParts(partsOf(`${base}.${row}`, item), typed),
  );
  const said = rows.filter(row => row !== undefined);
  return said.length > 0 ? said : undefined;
}

function readParts(inputs: readonly SayInput[], typed: (name: string) => string): unknown {
  const said = inputs
    .map(input => [input.part, readOne(input, typed(input.name).trim())] as const)
    .filter(([, value]) => value !== undefined);
  if (said.length === 0) return undefined;
  const [first] = said;
  return first && first[0] === undefined ? first[1] : Object.fromEntries(said);
}

function readOne({ kind }: SayInput, text: string): unknown {
  if (text === '') return undefined;
  if (kind === 'flag') return text === 'yes';
  if (kind === 'number')
    return /^[0-9]{1,15}(\.[0-9]{1,6})?$/.test(latinDigits(text)) ? Number(latinDigits(text)) : text;
  return kind === 'day' ? readDay(text) : text;
}

/** A value as its boxes hold it. */
export function written(field: Field, value: Json): Record<string, string> {
  const base = `say.${field.key}`;
  const rows = field.type.type === 'array' && Array.isArray(value) ? value : undefined;
  const found = rows
    ? rows.flatMap((row, at) => writtenParts(`${base}.${at}`, (field.type.items ?? {}) as JsonSchema, row))
    : writtenParts(base, field.type, value);
  return Object.fromEntries(found);
}

function writtenParts(base: string, schema: JsonSchema, value: Json): [string, string][] {
  return partsOf(base, schema).flatMap((input): [string, string][] => {
    const one = input.part === undefined ? value : (value as Readonly<Record<string, Json>>)?.[input.part];
    if (one === null || one === undefined || typeof one === 'object') return [];
    if (input.kind === 'flag') return [[input.name, one ? 'yes' : 'no']];
    return [[input.name, input.kind === 'day' ? writeJalali(String(one)) : String(one)]];
  });
}
