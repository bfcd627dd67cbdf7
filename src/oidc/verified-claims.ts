/** `verified_claims` of OpenID Connect for Identity Assurance 1.0: the fields of a release, seen by that standard. */
import type { FieldEnvelope } from '../profile/index.ts';
import { findField } from '../profile/index.ts';
import { findRegistry } from '../registries/index.ts';

export const TRUST_FRAMEWORK = 'ir_yekbar';

/** Claims of OpenID Connect that a field answers; every other field is a claim by its own key. */
const standard: Readonly<Record<string, string>> = {
  name: 'person.full_name',
  given_name: 'person.given_name',
  family_name: 'person.family_name',
  birthdate: 'person.birth_date',
  phone_number: 'person.mobile',
};
export const standardClaims: readonly string[] = Object.keys(standard);

type Fields = Readonly<Record<string, FieldEnvelope>>;
type Part = Readonly<Record<string, unknown>>;
interface Asked {
  readonly verification: Part;
  readonly claims: Part;
}

const MOST = 10;

/** One element or several (§5.1); what is not written as one is passed over. */
function elementsOf(asked: unknown): Asked[] {
  return [asked]
    .flat()
    .slice(0, MOST)
    .map(one => ({ verification: part(part(one)?.verification), claims: part(part(one)?.claims) }))
    .filter((one): one is Asked => one.verification !== undefined && one.claims !== undefined);
}

function part(value: unknown): Part | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : undefined;
}

const keyOf = (claim: string) => (Object.hasOwn(standard, claim) ? standard[claim] : claim) ?? claim;

/** Keys of the fields behind the claims that are asked for. */
export function verifiedKeys(asked: unknown): string[] {
  const names = elementsOf(asked).flatMap(({ claims }) => Object.keys(claims));
  return [...new Set(names.map(keyOf))].filter(key => findField(key) !== undefined);
}

/**
 * What the release says of the claims that were asked for: those that a base registry vouches for, one element for
 * each registry and moment. What a person says of herself is verified by nobody and is left out.
 * @returns undefined: nothing
 */
export function verifiedClaims(asked: unknown, fields: Fields, at: Date): unknown {
  const found = elementsOf(asked)
    .filter(({ verification }) => allows(verification.trust_framework, TRUST_FRAMEWORK))
    .flatMap(element => elementsFor(element, fields, at));
  if (found.length === 0) return undefined;
  return found.length === 1 ? found[0] : found;
}

function elementsFor({ verification, claims }: Asked, fields: Fields, at: Date) {
  const groups = new Map<string, { registry: string; time: string; claims: Record<string, unknown> }>();
  for (const [claim, wish] of Object.entries(claims)) {
    const field = fields[keyOf(claim)];
    const { registry } = field?.source ?? {};
    if (!field || !registry || field.status !== 'present' || field.class === 'self_declared') continue;
    const time = field.fetched_at ?? '';
    if (!allows(wish, field.value) || isTooOld(verification.time, time, at)) continue;
    const group = groups.get(`${registry} ${time}`) ?? { registry, time, claims: {} };
    group.claims[claim] = field.value;
    groups.set(`${registry} ${time}`, group);
  }
  return [...groups.values()].map(({ registry, time, claims }) => ({
    verification: {
      trust_framework: TRUST_FRAMEWORK,
      time,
      evidence: [
        {
          type: 'electronic_record',
          time,
          record: {
            type: registry,
            source: { name: findRegistry(registry)?.custodian.en ?? registry, country_code: 'IRN' },
          },
        },
      ],
    },
    claims,
  }));
}

/** `value` and `values` (OpenID Connect Core §5.5.1): an answer that does not fit is left out. */
function allows(wish: unknown, value: unknown): boolean {
  const { value: only, values } = part(wish) ?? {};
  const same = (one: unknown) => JSON.stringify(one) === JSON.stringify(value);
  if (only !== undefined) return same(only);
  return Array.isArray(values) ? values.some(same) : true;
}

function isTooOld(wish: unknown, time: string, at: Date): boolean {
  const maxAge = part(wish)?.max_age;
  return typeof maxAge === 'number' && at.getTime() - Date.parse(time) > maxAge * 1000;
}

/** What discovery says of all this (§9). */
export function verifiedClaimsMetadata(registries: readonly string[], keys: readonly string[]) {
  return {
    verified_claims_supported: true,
    trust_frameworks_supported: [TRUST_FRAMEWORK],
    evidence_supported: ['electronic_record'],
    electronic_records_supported: registries,
    claims_in_verified_claims_supported: [...standardClaims, ...keys],
  };
}
