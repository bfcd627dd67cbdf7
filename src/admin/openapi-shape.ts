/** How the shapes of the admin API are written down: JSON Schema 2020-12. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly format?: string;
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number;
}

export const text: Schema = { type: 'string' };
export const whole: Schema = { type: 'integer' };
export const moment: Schema = { type: 'string', format: 'date-time' };
export const yesOrNo: Schema = { type: 'boolean' };
export const maybe = (schema: Schema): Schema => ({ ...schema, type: [String(schema.type), 'null'] });
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const oneOf = (...values: (string | number)[]): Schema => ({
  type: typeof values[0] === 'number' ? 'integer' : 'string',
  enum: values,
});
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** Every property is there, nothing else is; what may be missing in a request is named. */
export function shape(
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter(name => !optional.includes(name)),
    additionalProperties: false,
  };
}

export const itemsOf = (name: string): Schema => shape({ items: list(ref(name)) });
export const pageOfItems = (name: string): Schema =>
  shape({ items: list(ref(name)), next: { ...maybe(text), description: 'cursor of the next page' } });
