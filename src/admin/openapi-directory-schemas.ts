/** The part of the description that is about the directory. */
import type { Schema } from './openapi-schemas.ts';

const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer' };
const moment: Schema = { type: 'string', format: 'date-time' };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const shape = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  additionalProperties: false,
});
const list = (items: Schema): Schema => ({ type: 'array', items });
const words = (...values: string[]): Schema => ({ type: 'string', enum: values });
const about = words('system', 'registry');
const actor: Schema = { type: 'object', properties: { kind: text, client_id: { type: ['string', 'null'] } } };
const part: Schema = { oneOf: [text, list(text)] };
const differences = list({
  type: 'object',
  properties: { part: text, before: part, after: part },
  required: ['part', 'before', 'after'],
  additionalProperties: false,
});

/** The shapes of the directory. `content` holds the parts by name: texts, and lists of keys. */
export const directorySchemas: Readonly<Record<string, Schema>> = {
  DirectoryEntry: shape({ key: text, version: whole, content: { type: 'object' } }),
  DirectoryEdit: shape({ version: whole, content: { type: 'object' } }, ['version']),
  DirectoryRestoration: shape({ version: whole }),
  DirectoryEdited: shape({ change: { oneOf: [ref('DirectoryChange'), { type: 'null' }] } }),
  DirectoryVersion: shape({
    version: whole,
    source: words('list', 'form', 'file', 'revert'),
    made_by: actor,
    made_at: moment,
    differences,
  }),
  DirectoryChange: shape({
    id: text,
    about,
    source: words('form', 'file', 'revert'),
    state: words('receiving', 'waiting', 'applied', 'refused', 'failed'),
    rows: shape({ lines: whole, added: whole, changed: whole, same: whole, bad: whole }),
    sent_by: actor,
    sent_at: moment,
    decided_by: { oneOf: [actor, { type: 'null' }] },
    decided_at: { ...moment, type: ['string', 'null'] },
    reason: { type: ['string', 'null'] },
    may_decide: { type: 'boolean' },
  }),
  DirectoryRow: shape({
    line: whole,
    key: text,
    act: words('added', 'changed', 'bad'),
    differences,
    problems: { ...list(text), description: 'part:code' },
  }),
  DirectoryDecision: shape(
    { decision: words('applied', 'refused'), reason: text, without_bad: { type: 'boolean' } },
    ['reason', 'without_bad'],
  ),
};
