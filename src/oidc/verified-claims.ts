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
 * each registry, moment and level of assurance. What a person says of herself is verified by nobody and is left out.
 * @returns undefined: nothing
 */
export function verifiedClaims(asked: unknown, fields: Fields, at: Date): unknown {
  const found = elementsOf(asked).flatMap(element => elementsFor(element, fields, at));
  if (found.length === 0) return undefined;
  return found.length === 1 ? found[0] : found;
}

/** Claims of which one registry says the same, at the same moment and as surely. */
interface Group {
  readonly registry: string;
  readonly time: string;
  /** The framework's levels are the classes of fields: kept by the register, matched by it, following from it. */
  readonly level: FieldEnvelope['class'];
  readonly claims: Record<string, unknown>;
}

function elementsFor({ verification, claims }: Asked, fields: Fields, at: Date) {
  const groups = new Map<string, Group>();
  for (const [claim, wish] of Object.entries(claims)) {
    const field = fields[keyOf(claim)];
    const { registry } = field?.source ?? {};
    if (!field || !registry || field.status !== 'present' || field.class === 'self_declared') continue;
    const time = field.fetched_at ?? '';
    if (!fits(wish, field.value, at)) continue;
    const level = field.class;
    const name = `${registry} ${time} ${level}`;
    const group = groups.get(name) ?? { registry, time, level, claims: {} };
    group.claims[claim] = field.value;
    groups.set(name, group);
  }
  return [...groups.values()]
    .map(group => ({ verification: verificationBy(group), claims: group.claims }))
    .filter(one => fits(verification, one.verification, at));
}

function verificationBy({ registry, time, level }: Group) {
  const source = { name: findRegistry(registry)?.custodian.en ?? registry, country_code: 'IRN' };
  return {
    trust_framework: TRUST_FRAMEWORK,
    assurance_level: level,
    time,
    evidence: [{ type: 'electronic_record', time, record: { type: registry, source } }],
  };
}

/**
 * Whether what there is is what was asked for, all the way down: `value` and `values` (OpenID Connect Core §5.5.1), of a
 * time `max_age`, of a list one that fits one. Where it is not, the element is left out (§5.4): also where a level of
 * assurance or a kind of evidence is demanded that is not ours to give.
 */
function fits(wish: unknown, found: unknown, at: Date): boolean {
  if (Array.isArray(wish))
    return (
      wish.length === 0 ||
      (Array.isArray(found) && wish.some(one => found.some(other => fits(one, other, at))))
    );
  const { value, values, max_age: maxAge, ...deeper } = part(wish) ?? {};
  const same = (one: unknown) => JSON.stringify(one) === JSON.stringify(found);
  if (value !== undefined && !same(value)) return false;
  if (Array.isArray(values) && !values.some(same)) return false;
  if (typeof maxAge === 'number' && !(at.getTime() - Date.parse(String(found)) <= maxAge * 1000))
    return false;
  return Object.entries(deeper).every(([name, one]) => fits(one, part(found)?.[name], at));
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
