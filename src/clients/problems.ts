import { Fault, isFault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { findField, unknownFields } from '../profile/index.ts';
import {
  type AgencyInput,
  APPROVAL_HOURS,
  type ClientInput,
  type Problem,
  type ProblemCode,
  type PurposeInput,
  type SecretInput,
} from './input.ts';
import { canDecrypt, encryptionAlgorithms, keySetProblem } from './key-set.ts';
import { redirectUriProblem } from './redirect-uri.ts';

export const authMethods = ['client_secret_basic', 'private_key_jwt'] as const;
/** What a client is held to; FAPI 2.0 is for clients that prove themselves with a key. */
export const securityProfiles = ['baseline', 'fapi2', 'fapi2-message-signing'] as const;
const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MOST_URIS = 20;
const MOST_PURPOSES = 20;
const MOST_FIELDS = 100;
/** So many may stand at once: one in use, one to come, and room for a mistake. */
export const MOST_SECRETS = 5;
const MOST_SECRET_DAYS = 730;

/** Everything that is wrong with a registration, together; what only the database knows (taken ids) is not here. */
export function clientProblems(input: ClientInput, at: Date): Problem[] {
  const problems: Problem[] = [
    ...keyProblem('id', input.id),
    ...bothProblems('name', input.name, 200),
    ...(input.newAgency ? agencyProblems(input.newAgency, 'agency.') : missing('agency', input.agencyId)),
    ...uriProblems('redirect_uris', input.redirectUris, input.kind === 'sandbox'),
    ...uriProblems('post_logout_redirect_uris', input.postLogoutRedirectUris, input.kind === 'sandbox'),
  ];
  const listens = input.backchannelLogoutUri
    ? redirectUriProblem(input.backchannelLogoutUri, input.kind === 'sandbox')
    : undefined;
  if (listens) problems.push({ field: 'backchannel_logout_uri', code: listens });
  if (input.redirectUris.length === 0) problems.push({ field: 'redirect_uris', code: 'missing' });
  if (input.kind !== 'live' && input.kind !== 'sandbox') problems.push({ field: 'kind', code: 'unknown' });
  if (!authMethods.some(method => method === input.authMethod))
    problems.push({ field: 'auth_method', code: input.authMethod ? 'unknown' : 'missing' });
  problems.push(...keyProblems(input), ...secretsProblems(input));
  const held = profileProblem(input);
  if (held) problems.push({ field: 'security_profile', code: held });
  if (input.purposes.length === 0) problems.push({ field: 'purposes', code: 'missing' });
  if (input.purposes.length > MOST_PURPOSES) problems.push({ field: 'purposes', code: 'too_many' });
  const keys = input.purposes.map(purpose => purpose.key);
  keys.forEach((key, index) => {
    if (key && keys.indexOf(key) < index)
      problems.push({ field: `purposes.${index}.key`, code: 'duplicate' });
  });
  input.purposes.forEach((purpose, index) => {
    problems.push(...purposeProblems(purpose, at, `purposes.${index}.`));
  });
  return problems;
}

/** Keys stand in the registration or at an address, not in both; encryption and devices need them. */
function keyProblems(input: ClientInput): Problem[] {
  const { jwks, jwksUri, encryption, deviceGrant } = input;
  const byKey = input.authMethod === 'private_key_jwt';
  const problems: Problem[] = [];
  const add = (field: string, code: ProblemCode | undefined) => {
    if (code) problems.push({ field, code });
  };
  const given = jwks !== undefined && jwks !== null && jwks !== '';
  if (byKey && !jwksUri) add('jwks', keySetProblem(jwks));
  if (jwksUri)
    add('jwks_uri', !byKey || given ? 'does_not_fit' : redirectUriProblem(jwksUri, input.kind === 'sandbox'));
  if (encryption) {
    if (!encryptionAlgorithms.some(one => one === encryption)) add('encryption', 'unknown');
    else if (!byKey || (!jwksUri && !canDecrypt(jwks, encryption))) add('encryption', 'does_not_fit');
  }
  if (deviceGrant && !(byKey && jwksUri)) add('device_grant', 'does_not_fit');
  return problems;
}

/** Secrets that are declared: each by a label of its own, and only of a client that has secrets. */
function secretsProblems({ secrets = [], authMethod }: ClientInput): Problem[] {
  if (secrets.length > 0 && authMethod !== 'client_secret_basic')
    return [{ field: 'secrets', code: 'does_not_fit' }];
  if (secrets.length > MOST_SECRETS) return [{ field: 'secrets', code: 'too_many' }];
  const labels = secrets.map(({ label }) => label.trim());
  return secrets.flatMap((secret, index): Problem[] => {
    const twice = labels.indexOf(secret.label.trim()) < index;
    const field = `secrets.${index}.`;
    return [
      ...secretProblems(secret, field),
      ...(twice ? [{ field: `${field}label`, code: 'duplicate' as const }] : []),
    ];
  });
}

/** What is wrong with one secret that is asked for. @param prefix of the field names */
export function secretProblems({ label, days }: SecretInput, prefix = ''): Problem[] {
  const known = days === undefined || (Number.isInteger(days) && days >= 1 && days <= MOST_SECRET_DAYS);
  return [
    ...textProblem(`${prefix}label`, label, 60, true),
    ...(known ? [] : [{ field: `${prefix}days`, code: 'out_of_range' as const }]),
  ];
}

function profileProblem({ securityProfile, authMethod }: ClientInput): ProblemCode | undefined {
  if (!securityProfile || securityProfile === 'baseline') return undefined;
  if (!securityProfiles.some(profile => profile === securityProfile)) return 'unknown';
  return authMethod === 'private_key_jwt' ? undefined : 'does_not_fit';
}

export function agencyProblems(input: AgencyInput, prefix = ''): Problem[] {
  return [...keyProblem(`${prefix}id`, input.id), ...bothProblems(`${prefix}name`, input.name, 200)];
}

/** What is wrong with one purpose. @param prefix of the field names, '' or "purposes.0." */
export function purposeProblems(input: PurposeInput, at: Date, prefix = ''): Problem[] {
  const { law } = input;
  const byLaw = input.basis === 'law';
  const problems: Problem[] = [
    ...keyProblem('key', input.key),
    ...bothProblems('name', input.name, 200),
    ...bothProblems('text', input.text, 1000),
    ...bothProblems('retention', input.retention, 300),
    ...bothProblems('law.title', law.title, 300),
    ...bothProblems('law.body', law.body, 200),
    ...textProblem('law.articles', law.articles, 300, byLaw),
    ...textProblem('law.number', law.number, 100, byLaw),
    ...dayProblem('law.date', law.date, byLaw, at),
    ...fieldProblems(input),
  ];
  if (!['consent', 'law'].includes(input.basis))
    problems.push({ field: 'basis', code: input.basis ? 'unknown' : 'missing' });
  if (![1, 2, 3].includes(input.level)) problems.push({ field: 'level', code: 'out_of_range' });
  if (!Number.isInteger(input.consentDays) || input.consentDays < 1 || input.consentDays > 3650)
    problems.push({ field: 'consent_days', code: 'out_of_range' });
  const hours = input.approvalHours ?? APPROVAL_HOURS;
  if (!Number.isInteger(hours) || hours < 1 || hours > 720)
    problems.push({ field: 'approval_hours', code: 'out_of_range' });
  return problems.map(problem => ({ ...problem, field: prefix + problem.field }));
}

/** Fields are of the catalogue, each of a subject that the purpose is for, none twice. */
function fieldProblems({ fields, subjects }: PurposeInput): Problem[] {
  const problems: Problem[] = [];
  if (subjects.length === 0) problems.push({ field: 'subjects', code: 'missing' });
  for (const subject of subjects)
    if (subject !== 'legal_entity' && subject !== 'self')
      problems.push({ field: 'subjects', code: 'unknown' });
  if (new Set(subjects).size < subjects.length) problems.push({ field: 'subjects', code: 'duplicate' });
  if (fields.length === 0) problems.push({ field: 'fields', code: 'missing' });
  if (fields.length > MOST_FIELDS) return [...problems, { field: 'fields', code: 'too_many' }];
  fields.forEach((key, index) => {
    const code = fieldProblem(key, subjects) ?? (fields.indexOf(key) < index ? 'duplicate' : undefined);
    if (code) problems.push({ field: `fields.${key.slice(0, 100)}`, code });
  });
  return problems;
}

function fieldProblem(key: string, subjects: readonly string[]): ProblemCode | undefined {
  const field = findField(key);
  if (!field || unknownFields([key]).length > 0) return 'unknown';
  const fits = field.subjects.some(subject =>
    subjects.includes(subject === 'entity' ? 'legal_entity' : 'self'),
  );
  return fits || subjects.length === 0 ? undefined : 'does_not_fit';
}

function uriProblems(field: string, uris: readonly string[], sandbox: boolean): Problem[] {
  if (uris.length > MOST_URIS) return [{ field, code: 'too_many' }];
  return uris.flatMap((uri, index): Problem[] => {
    const code = redirectUriProblem(uri, sandbox) ?? (uris.indexOf(uri) < index ? 'duplicate' : undefined);
    return code ? [{ field: `${field}.${index}`, code }] : [];
  });
}

function missing(field: string, text: string): Problem[] {
  return text === '' ? [{ field, code: 'missing' }] : [];
}

function keyProblem(field: string, key: string): Problem[] {
  if (key === '') return [{ field, code: 'missing' }];
  if (key.length > 60) return [{ field, code: 'too_long' }];
  return key.length >= 2 && KEY.test(key) ? [] : [{ field, code: 'malformed' }];
}

function bothProblems(field: string, both: Both, most: number): Problem[] {
  return [
    ...textProblem(`${field}.fa`, both.fa, most, true),
    ...textProblem(`${field}.en`, both.en, most, true),
  ];
}

export function textProblem(field: string, text: string, most: number, needed: boolean): Problem[] {
  if (text.trim() === '') return needed ? [{ field, code: 'missing' }] : [];
  if (text.length > most) return [{ field, code: 'too_long' }];
  // Control and direction-override signs would let a name pretend to be another on the consent page.
  return /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text.replace(/\r?\n/g, ' '))
    ? [{ field, code: 'malformed' }]
    : [];
}

function dayProblem(field: string, day: string | null, needed: boolean, at: Date): Problem[] {
  if (!day) return needed ? [{ field, code: 'missing' }] : [];
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day)
    return [{ field, code: 'malformed' }];
  return date > at ? [{ field, code: 'future' }] : [];
}

/** @throws clients.invalid with all problems, each as "field:code" */
export function refuseIfAny(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const list = problems.map(({ field, code }) => `${field}:${code}`);
  throw new Fault('bad_input', 'clients.invalid', { problems: list });
}

/** The problems that a clients.invalid carries; undefined for any other error. */
export function problemsOf(error: unknown): Problem[] | undefined {
  if (!isFault(error, 'clients.invalid') || !Array.isArray(error.data.problems)) return undefined;
  return error.data.problems.map((text: string) => {
    const at = text.lastIndexOf(':');
    return { field: text.slice(0, at), code: text.slice(at + 1) as ProblemCode };
  });
}
