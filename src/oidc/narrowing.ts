/** How a request asks for some of the fields of its purpose: by the values of the claim business_profile (OpenID Connect Core §5.5.1). */
import { findField } from '../profile/index.ts';

export const isField = (key: unknown): key is string =>
  typeof key === 'string' && findField(key) !== undefined;

/** What is in `value` or `values`; undefined: the claim narrows nothing. */
export function narrowedTo(asked: unknown): readonly unknown[] | undefined {
  const { value, values } = (asked ?? {}) as { value?: unknown; values?: unknown };
  if (values === undefined) return value === undefined ? undefined : [value];
  return Array.isArray(values) ? values : [];
}

/** Why a claim narrows to nothing that there is: what is written wrong must not count as everything. */
export function narrowingProblem(asked: unknown): string | undefined {
  if (asked === undefined || asked === null) return undefined;
  const { value, values } = asked as { value?: unknown; values?: unknown };
  if (typeof asked !== 'object' || (values !== undefined && (value !== undefined || !Array.isArray(values))))
    return 'business_profile takes {"values": ["<key of a field>", …]}, {"value": "<key of a field>"}, or null';
  const unknown = narrowedTo(asked)?.find(key => !isField(key));
  if (unknown === undefined) return undefined;
  const named = typeof unknown === 'string' && /^[\w.:-]{1,100}$/.test(unknown) ? unknown : 'a value';
  return `${named} of business_profile is no key of the catalogue`;
}
