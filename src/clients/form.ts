/** Forms about clients and purposes as they are posted, read into what the room checks. Pure. */
import { readDay, writtenDay } from '../calendar.ts';
import { format, type Lang } from '../i18n/index.ts';
import { identifierDigits } from '../text.ts';
import type { Client, Purpose } from './client.ts';
import type { ClientInput, Problem, PurposeInput } from './input.ts';
import { DEVICE_GRANT } from './new-rows.ts';
import { readKeys } from './uploaded-keys.ts';

/** The registration form as it was posted: texts by name of the control, and what was ticked. */
export interface PostedForm {
  readonly text: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly subjects: readonly string[];
}

export const emptyForm: PostedForm = {
  text: {
    kind: 'live',
    auth_method: 'client_secret_basic',
    security_profile: 'baseline',
    level: '1',
    consent_days: '365',
  },
  fields: [],
  subjects: [],
};

const textIn = (form: PostedForm, name: string) => (form.text[name] ?? '').trim();
const bothIn = (form: PostedForm, name: string) => ({
  fa: textIn(form, `${name}_fa`),
  en: textIn(form, `${name}_en`),
});
const numberIn = (form: PostedForm, name: string) =>
  Number(identifierDigits(textIn(form, name)) ?? Number.NaN);

/** A new client with its purpose, unchecked: problems are told by registerClient. */
export function readClientForm(form: PostedForm): ClientInput {
  const text = (name: string) => textIn(form, name);
  const isNew = text('agency') === 'new';
  return {
    id: text('client_id'),
    kind: text('kind') === 'sandbox' ? 'sandbox' : 'live',
    begins: text('kind') === 'pilot' ? 'pilot' : undefined,
    agencyId: isNew ? '' : text('agency'),
    newAgency: isNew ? { id: text('agency_id'), name: bothIn(form, 'agency') } : undefined,
    ...settingsIn(form),
    purposes: [readPurposeForm(form)],
  };
}

/** What a client that works would become: what it is called, where it is, how it proves itself. */
export function readChangeForm(form: PostedForm, client: Client): ClientInput {
  return {
    id: client.id,
    kind: client.kind === 'internal' ? 'live' : client.kind,
    agencyId: client.agency?.id ?? '',
    ...settingsIn(form),
    purposes: [],
  };
}

function settingsIn(form: PostedForm) {
  const text = (name: string) => textIn(form, name);
  return {
    name: bothIn(form, 'name'),
    redirectUris: lines(text('redirect_uris')),
    postLogoutRedirectUris: lines(text('post_logout_redirect_uris')),
    backchannelLogoutUri: text('backchannel_logout_uri') || undefined,
    authMethod: text('auth_method'),
    securityProfile: text('security_profile') || undefined,
    jwks: readKeys(text('jwks')),
    jwksUri: text('jwks_uri') || undefined,
    encryption: text('encryption') || undefined,
    deviceGrant: text('device_grant') === 'yes',
    ciba: text('ciba') || undefined,
    cibaNotificationUri: text('ciba_notification_uri') || undefined,
  };
}

/** The form of a change, filled with what is in force. */
export function formOfClient({ name, metadata }: Client): PostedForm {
  const text = (key: string) => (typeof metadata[key] === 'string' ? String(metadata[key]) : '');
  const list = (key: string) => (Array.isArray(metadata[key]) ? metadata[key].join('\n') : '');
  const grants = Array.isArray(metadata.grant_types) ? metadata.grant_types : [];
  return {
    text: {
      name_fa: name.fa,
      name_en: name.en,
      redirect_uris: list('redirect_uris'),
      post_logout_redirect_uris: list('post_logout_redirect_uris'),
      backchannel_logout_uri: text('backchannel_logout_uri'),
      auth_method: text('token_endpoint_auth_method') || 'client_secret_basic',
      security_profile: text('security_profile') || 'baseline',
      jwks: metadata.jwks === undefined ? '' : JSON.stringify(metadata.jwks, null, 2),
      jwks_uri: text('jwks_uri'),
      encryption: text('id_token_encrypted_response_alg'),
      device_grant: grants.includes(DEVICE_GRANT) ? 'yes' : '',
      ciba: text('backchannel_token_delivery_mode'),
      ciba_notification_uri: text('backchannel_client_notification_endpoint'),
    },
    fields: [],
    subjects: [],
  };
}

export function readPurposeForm(form: PostedForm): PurposeInput {
  const text = (name: string) => textIn(form, name);
  return {
    key: text('purpose'),
    name: bothIn(form, 'purpose'),
    text: bothIn(form, 'text'),
    basis: text('basis'),
    law: {
      title: bothIn(form, 'law'),
      body: bothIn(form, 'body'),
      number: text('law_number'),
      date: text('law_date') ? readDay(text('law_date')) : null,
      articles: text('articles'),
    },
    fields: form.fields,
    subjects: form.subjects,
    level: numberIn(form, 'level'),
    retention: bothIn(form, 'retention'),
    consentDays: numberIn(form, 'consent_days'),
    history: text('history') === 'yes',
    ...(text('approval_hours') === '' ? {} : { approvalHours: numberIn(form, 'approval_hours') }),
  };
}

/** The form of a new version, filled with the one in force; numbers and days in the reader's digits. */
export function formOfPurpose(purpose: Purpose, lang: Lang): PostedForm {
  const { digits } = format(lang);
  const both = (name: string, { fa, en }: { fa: string; en: string }) => ({
    [`${name}_fa`]: fa,
    [`${name}_en`]: en,
  });
  return {
    text: {
      purpose: purpose.key,
      ...both('purpose', purpose.name),
      ...both('text', purpose.text),
      basis: purpose.basis,
      ...both('law', purpose.law.title),
      ...both('body', purpose.law.body),
      law_number: digits(purpose.law.number),
      law_date: writtenDay(purpose.law.date ?? '', lang),
      articles: digits(purpose.law.articles),
      level: String(purpose.level),
      ...both('retention', purpose.retention),
      consent_days: digits(String(purpose.consentDays)),
      approval_hours: digits(String(purpose.approvalHours)),
      history: purpose.history ? 'yes' : '',
    },
    fields: purpose.fields,
    subjects: purpose.subjects,
  };
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean);
}

const controls: Readonly<Record<string, string>> = {
  id: 'client_id',
  'name.fa': 'name_fa',
  'name.en': 'name_en',
  'agency.id': 'agency_id',
  'agency.name.fa': 'agency_fa',
  'agency.name.en': 'agency_en',
  key: 'purpose',
  'purpose.name.fa': 'purpose_fa',
  'purpose.name.en': 'purpose_en',
  'text.fa': 'text_fa',
  'text.en': 'text_en',
  'law.title.fa': 'law_fa',
  'law.title.en': 'law_en',
  'law.body.fa': 'body_fa',
  'law.body.en': 'body_en',
  'law.number': 'law_number',
  'law.date': 'law_date',
  'law.articles': 'articles',
  'retention.fa': 'retention_fa',
  'retention.en': 'retention_en',
};

/**
 * The control that a problem belongs to, and the part of its value that is meant, where it holds several.
 * @param alone the form is about a purpose and nothing else
 */
export function controlOf(
  problem: Problem,
  form: PostedForm,
  alone = false,
): { control: string; part: string | undefined } {
  const uri = /^(redirect_uris|post_logout_redirect_uris)\.(\d+)$/.exec(problem.field);
  if (uri?.[1]) return { control: uri[1], part: lines(form.text[uri[1]] ?? '')[Number(uri[2])] };
  const ofPurpose = alone || problem.field.startsWith('purposes.0.');
  const name = problem.field.replace(/^purposes\.0\./, '');
  const field = ofPurpose ? /^fields\.(.+)$/.exec(name) : undefined;
  if (field) return { control: 'fields', part: field[1] };
  const key = ofPurpose && name.startsWith('name.') ? `purpose.${name}` : name;
  return { control: controls[key] ?? key, part: undefined };
}
