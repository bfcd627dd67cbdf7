import { readDay } from '../calendar.ts';
import { type ClientInput, type Problem, readKeys } from '../clients/index.ts';
import { identifierDigits } from '../text.ts';
import type { SystemChoice } from './register.ts';

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

/** What the form asks for, unchecked: problems are told by clients. */
export function readForm(form: PostedForm): { input: ClientInput; choice: SystemChoice } {
  const text = (name: string) => (form.text[name] ?? '').trim();
  const both = (name: string) => ({ fa: text(`${name}_fa`), en: text(`${name}_en`) });
  const number = (name: string) => Number(identifierDigits(text(name)) ?? Number.NaN);
  return {
    input: {
      id: text('client_id'),
      kind: text('kind') === 'sandbox' ? 'sandbox' : 'live',
      begins: text('kind') === 'pilot' ? 'pilot' : undefined,
      name: both('name'),
      agencyId: text('agency') === 'new' ? '' : text('agency'),
      newAgency: text('agency') === 'new' ? { id: text('agency_id'), name: both('agency') } : undefined,
      redirectUris: lines(text('redirect_uris')),
      postLogoutRedirectUris: lines(text('post_logout_redirect_uris')),
      backchannelLogoutUri: text('backchannel_logout_uri') || undefined,
      authMethod: text('auth_method'),
      securityProfile: text('security_profile') || undefined,
      jwks: readKeys(text('jwks')),
      jwksUri: text('jwks_uri') || undefined,
      encryption: text('encryption') || undefined,
      deviceGrant: text('device_grant') === 'yes',
      purposes: [
        {
          key: text('purpose'),
          name: both('purpose'),
          text: both('text'),
          basis: text('basis'),
          law: {
            title: both('law'),
            body: both('body'),
            number: text('law_number'),
            date: text('law_date') ? readDay(text('law_date')) : null,
            articles: text('articles'),
          },
          fields: form.fields,
          subjects: form.subjects,
          level: number('level'),
          retention: both('retention'),
          consentDays: number('consent_days'),
        },
      ],
    },
    choice: {
      number: text('system') === '' ? null : number('system'),
      signInUrl: text('sign_in_url') || null,
    },
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

/** The control that a problem belongs to, and the part of its value that is meant, where it holds several. */
export function controlOf(problem: Problem, form: PostedForm): { control: string; part: string | undefined } {
  const uri = /^(redirect_uris|post_logout_redirect_uris)\.(\d+)$/.exec(problem.field);
  if (uri?.[1]) return { control: uri[1], part: lines(form.text[uri[1]] ?? '')[Number(uri[2])] };
  const ofPurpose = problem.field.startsWith('purposes.0.');
  const name = problem.field.replace(/^purposes\.0\./, '');
  const field = ofPurpose ? /^fields\.(.+)$/.exec(name) : undefined;
  if (field) return { control: 'fields', part: field[1] };
  const key = ofPurpose && name.startsWith('name.') ? `purpose.${name}` : name;
  return { control: controls[key] ?? key, part: undefined };
}
