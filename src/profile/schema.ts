import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '../registries/index.ts';
import type { Field } from './catalogue/field.ts';
import { numbersAreRight } from './check.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
ajv.addFormat('date', text => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
});
ajv.addFormat('email', /^[^\s@"<>]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}$/i);
ajv.addFormat('uri', text => URL.canParse(text) && /^https?:\/\/[!-~]{1,400}$/i.test(text));

const compiled = new Map<string, ValidateFunction>();

/** Whether a value has the shape that the catalogue promises, and its numbers their checks. Compiled at first use. */
export function fitsType(field: Field, value: unknown): boolean {
  let validate = compiled.get(field.key);
  if (!validate) {
    validate = ajv.compile(field.type);
    compiled.set(field.key, validate);
  }
  return validate(value) && numbersAreRight(field.key.split('.')[1] ?? '', value as Json);
}
