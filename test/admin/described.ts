/** Holds an answer of the admin API against its own description. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openapi } from '../../src/admin/openapi.ts';

const description = openapi('http://localhost');
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ ...description, $id: 'openapi' } as object);

/** What an answer has that its description does not, or the other way round; nothing when they agree. */
export function differences(
  method: string,
  path: string,
  status: number,
  type: string,
  body: unknown,
): string[] {
  const described = description.paths[path]?.[method];
  const pointer = [
    'paths',
    path.replaceAll('/', '~1'),
    method,
    'responses',
    String(status),
    'content',
    type.split(';')[0]?.replaceAll('/', '~1') ?? '',
    'schema',
  ].join('/');
  if (!described?.responses[String(status)]) return [`${method} ${path} does not describe ${status}`];
  const validate = ajv.getSchema(`openapi#/${encodeURI(pointer)}`);
  if (!validate) return [`${method} ${path} ${status} does not describe ${type}`];
  validate(body);
  return (validate.errors ?? []).map(error => `${error.instancePath} ${error.message}`);
}

export { description };
