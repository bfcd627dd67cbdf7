/**
 * Reads what the admin API is sent into what clients checks. What is missing or of another type becomes empty, and
 * an empty thing is a problem that clients tells: so everything that is wrong is told together.
 */
import {
  type AgencyInput,
  type ClientInput,
  type Declared,
  type PurposeInput,
  readKeys,
  type SecretInput,
} from '../clients/index.ts';
import type { SystemChoice } from '../directory/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';

type Body = Readonly<Record<string, unknown>>;

/** @throws web.malformed when it is no JSON object */
export function readBody(body: unknown): Body {
  if (!isBody(body)) throw new Fault('bad_input', 'web.malformed');
  return body;
}

export function readClient(body: Body): { input: ClientInput; choice: SystemChoice } {
  const { agency } = body;
  return {
    input: {
      id: textOf(body.id),
      kind: (body.kind === undefined ? 'live' : textOf(body.kind)) as ClientInput['kind'],
      begins: body.begins === 'pilot' ? 'pilot' : undefined,
      name: bothOf(body.name),
      agencyId: textOf(agency),
      newAgency: isBody(agency) ? readAgency(agency) : undefined,
      redirectUris: textsOf(body.redirect_uris),
      postLogoutRedirectUris: textsOf(body.post_logout_redirect_uris),
      backchannelLogoutUri: textOf(body.backchannel_logout_uri) || undefined,
      authMethod: textOf(body.auth_method),
      securityProfile: textOf(body.security_profile) || undefined,
      jwks: readKeys(body.jwks),
      jwksUri: textOf(body.jwks_uri) || undefined,
      encryption: textOf(body.encryption) || undefined,
      deviceGrant: body.device_grant === true,
      ciba: textOf(body.ciba) || undefined,
      cibaNotificationUri: textOf(body.ciba_notification_uri) || undefined,
      purposes: listOf(body.purposes).map(readPurpose),
      ...(body.secrets === undefined ? {} : { secrets: listOf(body.secrets).map(readSecret) }),
    },
    choice: {
      number: body.system === undefined || body.system === null ? null : numberOf(body.system),
      signInUrl: textOf(body.sign_in_url) || null,
    },
  };
}

function readSecret(value: unknown): SecretInput {
  const body = isBody(value) ? value : {};
  return { label: textOf(body.label), days: body.days === undefined ? undefined : numberOf(body.days) };
}

export function readAgency(value: unknown): AgencyInput {
  const body = isBody(value) ? value : {};
  return { id: textOf(body.id), name: bothOf(body.name), parentId: textOf(body.parent) || null };
}

export function readPurpose(value: unknown): PurposeInput {
  const body = isBody(value) ? value : {};
  const law = isBody(body.law) ? body.law : {};
  return {
    key: textOf(body.key),
    name: bothOf(body.name),
    text: bothOf(body.text),
    basis: textOf(body.basis),
    law: {
      title: bothOf(law.title),
      body: bothOf(law.body),
      number: textOf(law.number),
      date: textOf(law.date) || null,
      articles: textOf(law.articles),
    },
    fields: textsOf(body.fields),
    subjects: textsOf(body.subjects),
    level: numberOf(body.level),
    retention: bothOf(body.retention),
    consentDays: body.consent_days === undefined ? 365 : numberOf(body.consent_days),
    history: body.history === true,
    ...(body.approval_hours === undefined ? {} : { approvalHours: numberOf(body.approval_hours) }),
  };
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function bothOf(value: unknown): Both {
  const body = isBody(value) ? value : {};
  return { fa: textOf(body.fa), en: textOf(body.en) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).map(textOf);
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an agency keeps in its files. @throws web.malformed */
export function readDeclared(value: unknown): Declared {
  const body = readBody(value);
  return {
    agencies: listOf(body.agencies).map(readAgency),
    clients: listOf(body.clients).map(client => readClient(isBody(client) ? client : {}).input),
  };
}
