/** How one address of the admin API is described. */

import { ref, type Schema } from './openapi-schemas.ts';
import type { Scope } from './routes/address.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
interface Content {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
}
export interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content & { readonly required: true };
  readonly responses: Readonly<Record<string, Content>>;
}
export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

export const json = (description: string, schema: Schema): Content => ({
  description,
  content: { 'application/json': { schema } },
});
const bytes: Content = {
  description: '',
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
};
const problem = (description: string): Content => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
export const path = (name: string): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
});
export const query = (name: string, description: string, schema: Schema = { type: 'string' }): Parameter => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});
export const limit = query('limit', '1 to 200', { type: 'integer', default: 50 });

interface About {
  readonly parameters?: readonly Parameter[];
  readonly body?: string;
  /** The body is a file. */
  readonly file?: boolean;
  readonly status?: '200' | '201';
  /** Conflicts that this change can meet. */
  readonly conflict?: string;
}

export function describe(
  operationId: string,
  scope: Scope,
  summary: string,
  answer: Schema,
  about: About = {},
): Described {
  return {
    operationId,
    summary,
    security: [{ yekbar: [scope] }],
    parameters: about.parameters ?? [],
    ...(about.body ? { requestBody: { required: true, ...json('', ref(about.body)) } } : {}),
    ...(about.file ? { requestBody: { required: true, ...bytes } } : {}),
    responses: {
      [about.status ?? '200']: json('done', answer),
      ...(about.body || about.file ? { '400': problem('what is wrong, all together') } : {}),
      '401': problem('no access token, or none that stands'),
      '403': problem('the token lacks the scope, or four eyes forbid it'),
      ...(about.parameters?.some(one => one.in === 'path') ? { '404': problem('no such thing') } : {}),
      ...(about.conflict ? { '409': problem(about.conflict) } : {}),
    },
  };
}

export const id = [path('id')];
export const number = [path('number')];
export const decided = 'somebody decided before, or it is in another state';
