/** Every view with data that tries to break out: names with markup, quotes and the other direction. */
import { format, type Lang, messages } from '../../src/i18n/index.ts';
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { accessibilityPage } from '../../views/accessibility.ts';
import { errorPage } from '../../views/error.ts';
import { actingForPage } from '../../views/flow/acting-for.ts';
import { consentPage } from '../../views/flow/consent.ts';
import type { ActingClosed, ConsentData, FlowPanel, ValueGroup, ValueRow } from '../../views/flow/data.ts';
import { expiredPage, loggedOutPage, logoutPage } from '../../views/flow/leave.ts';
import { signInPage } from '../../views/flow/sign-in.ts';
import { consentDetailPage } from '../../views/me/consent.ts';
import type { EntryKind, MyConsent, MyPower, RecordEntry } from '../../views/me/data.ts';
import { overviewPage } from '../../views/me/overview.ts';
import { recordPage } from '../../views/me/record.ts';
import { showValue } from '../../views/parts/value.ts';
import { systemPage } from '../../views/system.ts';
import { type WindowData, windowPage } from '../../views/window.ts';

export const at = new Date('2026-11-21T07:22:00Z');
const earlier = new Date('2026-11-18T07:00:00Z');
/** Stands in every name and text that a view is given. */
export const evil = `"'><script>alert(1)</script>&`;

export function pageFor(lang: Lang): Page {
  return {
    lang,
    t: messages(lang),
    format: format(lang),
    otherLang: `/x?lang=${lang === 'fa' ? 'en' : 'fa'}`,
    path: '/x',
    tracking: '7K3M-92QD-4XTA',
    issuer: 'https://yekbar.example',
    at,
    reader: { name: evil, staff: true },
    demo: true,
    assetVersion: 'v',
  };
}

const panel = (step: FlowPanel['step']): FlowPanel => ({
  system: evil,
  agency: evil,
  purpose: evil,
  step,
  person: evil,
  actingFor: evil,
  cancel: '/cancel',
  lit: [35],
});

const law = { title: evil, body: evil, date: '2021-05-23', articles: evil };
const windowData: WindowData = {
  query: '',
  process: undefined,
  processes: [
    { key: 'customs', name: evil, count: 1 },
    { key: 'transport-insurance', name: evil, count: 1 },
  ],
  owners: [
    {
      name: evil,
      systems: [
        { number: 1, name: evil, url: 'javascript:alert(1)', processes: ['customs'], signInUrl: undefined },
        { number: 2, name: evil, url: '', processes: [], signInUrl: 'javascript:alert(1)' },
      ],
    },
  ],
  live: [
    {
      number: 2,
      name: evil,
      owner: evil,
      url: '',
      processes: [],
      signInUrl: 'javascript:alert(1)',
      spared: { purpose: evil, fields: 17 },
    },
  ],
  total: 50,
};

const row = (page: Page, more: Partial<ValueRow> = {}): ValueRow => ({
  key: 'entity.legal_name',
  label: evil,
  value: showValue(page, 'entity.legal_name', evil),
  voucher: 'register',
  status: 'present',
  fetchedAt: at,
  stale: false,
  ...more,
});
const statuses = ['present', 'absent', 'not_applicable', 'source_down', 'withheld', 'disputed'] as const;
const vouchers = ['register', 'matched', 'derived', 'self'] as const;
const groups = (page: Page): ValueGroup[] => [
  ...vouchers.map(voucher => ({
    registry: evil,
    custodian: evil,
    voucher,
    rows: [row(page, { voucher }), row(page, { stale: true, fetchedAt: earlier })],
  })),
  {
    registry: evil,
    custodian: undefined,
    voucher: 'register',
    rows: statuses.map(status =>
      row(page, { status, ...(status === 'source_down' ? { fetchedAt: undefined } : {}) }),
    ),
  },
];
const consent = (page: Page, more: Partial<ConsentData> = {}): ConsentData => ({
  panel: panel('consent'),
  action: '/x',
  agency: evil,
  subject: evil,
  purpose: { name: evil, text: evil, retention: evil },
  law,
  until: new Date('2027-11-21T00:00:00Z'),
  groups: groups(page),
  already: [],
  basis: 'consent',
  ...more,
});

const closedStates = ['joint', 'ended', 'dissolved', 'not_begun', 'no_signature', 'not_for_purpose'] as const;
const closed: ActingClosed[] = closedStates.map(state => ({
  name: evil,
  legalId: '99900000024',
  role: evil,
  state,
  joint: state === 'joint' ? { required: 2, of: 3, others: [evil] } : undefined,
  since: state === 'not_for_purpose' ? undefined : '2026-05-02',
  registry: evil,
  asOf: at,
}));
const choice = {
  name: evil,
  role: evil,
  legalId: '99900000010',
  registry: evil,
  asOf: at,
};

const ID = '4c1a7c8e-0000-4000-8000-000000000001';
const kept = (more: Partial<MyConsent> = {}): MyConsent => ({
  id: ID,
  system: evil,
  agency: evil,
  purpose: evil,
  subject: evil,
  fields: [evil, evil],
  retention: evil,
  givenAt: earlier,
  expiresAt: new Date('2027-11-21T00:00:00Z'),
  state: 'holds',
  endedAt: undefined,
  byReader: true,
  ...more,
});
const kinds: readonly EntryKind[] = [
  'enrolled',
  'signedIn',
  'signInRefused',
  'sessionEnded',
  'officeRecorded',
  'officeEnded',
  'chosen',
  'released',
  'refused',
  'consentGiven',
  'consentRefused',
  'consentWithdrawn',
];
const entry = (kind: EntryKind, more: Partial<RecordEntry> = {}): RecordEntry => ({
  id: ID,
  at: kind === 'released' ? at : earlier,
  kind,
  system: evil,
  agency: evil,
  purpose: evil,
  subject: evil,
  fields: [evil],
  basis: kind === 'released' ? { type: 'consent', id: ID } : undefined,
  reason: kind === 'refused' ? 'consent_withdrawn' : evil,
  byOther: true,
  tracking: '7K3M-92QD-4XTA',
  ...more,
});
const entries = [
  ...kinds.map(kind => entry(kind)),
  entry('released', { basis: { type: 'law', title: evil, body: evil, date: '1401-12-27' } }),
  entry('signedIn', { system: undefined, purpose: undefined, subject: undefined, fields: [] }),
];
const powerStates = ['usable', 'joint', 'no_signature', 'ended', 'dissolved', 'not_begun'] as const;
const powers: MyPower[] = powerStates.map(state => ({
  name: evil,
  legalId: '99900000010',
  role: 'managing_director',
  state,
  required: 2,
  of: 3,
  others: [evil],
  since: '2020-06-08',
  until: null,
  endedOn: state === 'ended' ? '2026-05-02' : null,
  record: evil,
  asOf: at,
}));

type View = (page: Page) => Html;
const refused = { code: 'identity.sign_in_refused', sentence: evil };
export const views: Readonly<Record<string, View>> = {
  window: page => windowPage(page, windowData),
  'window, searched': page => windowPage(page, { ...windowData, query: evil }),
  'window, nothing found': page => windowPage(page, { ...windowData, query: evil, owners: [] }),
  'window, by process': page => windowPage(page, { ...windowData, process: 'customs' }),
  'a connected system': page =>
    systemPage(page, {
      number: 35,
      name: evil,
      owner: evil,
      url: 'javascript:alert(1)',
      processes: [{ key: 'customs', name: evil }],
      connected: true,
      signInUrl: 'javascript:alert(1)',
      purposes: [
        {
          name: evil,
          text: evil,
          basis: 'law',
          law,
          retention: evil,
          fields: [{ key: 'entity.legal_name', label: evil, registry: undefined }],
        },
      ],
    }),
  'a system not connected': page =>
    systemPage(page, {
      number: 1,
      name: evil,
      owner: evil,
      url: '',
      processes: [],
      connected: false,
      signInUrl: undefined,
      purposes: [],
    }),
  accessibility: accessibilityPage,
  ...Object.fromEntries(
    [400, 401, 403, 404, 410, 429, 500, 503].map(status => [
      `error ${status}`,
      (page: Page) => errorPage(page, { status, code: 'web.not_found', sentence: evil, detail: evil }),
    ]),
  ),
  'sign-in': page =>
    signInPage(page, { panel: panel('sign_in'), action: '/x', nationalId: '', refused: undefined }),
  'sign-in, refused': page =>
    signInPage(page, { panel: panel('sign_in'), action: '/x', nationalId: evil, refused }),
  'acting for': page =>
    actingForPage(page, {
      panel: panel('acting_for'),
      action: '/x',
      choices: [
        { ...choice, value: '99900000010', state: 'sole' },
        { ...choice, value: '99900000011', state: 'mandate' },
        { ...choice, value: 'self', state: 'self', role: undefined, legalId: undefined, registry: undefined },
      ],
      closed,
      preselected: 'self',
      error: evil,
    }),
  'acting for nobody': page =>
    actingForPage(page, {
      panel: panel('acting_for'),
      action: '/x',
      choices: [],
      closed,
      preselected: undefined,
      error: undefined,
    }),
  consent: page => consentPage(page, consent(page)),
  'consent, only what is new': page => consentPage(page, consent(page, { already: [evil, evil] })),
  'consent, by law': page => consentPage(page, consent(page, { basis: 'law' })),
  logout: page => logoutPage(page, { action: '/x', xsrf: evil, system: evil }),
  'logged out': page => loggedOutPage(page, { system: evil, back: 'javascript:alert(1)' }),
  'logged out, from nowhere': page => loggedOutPage(page, {}),
  expired: page => expiredPage(page, { system: evil, restart: 'javascript:alert(1)' }),
  'expired, of nobody': page => expiredPage(page, { system: undefined, restart: undefined }),
  me: page =>
    overviewPage(page, {
      person: {
        name: evil,
        identifier: '9990000018',
        identifierKind: 'national_id',
        birthDate: '1986-03-01',
        mobile: '+989990000018',
      },
      groups: groups(page),
      powers,
      consents: [kept(), kept({ subject: undefined, agency: undefined })],
      ended: (['withdrawn', 'replaced', 'expired', 'power_ended'] as const).map(state =>
        kept({ state, endedAt: at }),
      ),
      latest: entries,
      sessions: [
        { uid: 'one', signedInAt: at, expiresAt: at, systems: ['x'], current: true },
        { uid: 'two', signedInAt: earlier, expiresAt: at, systems: ['x'], current: false },
      ],
    }),
  'me, nothing yet': page =>
    overviewPage(page, {
      person: {
        name: evil,
        identifier: '999000000013',
        identifierKind: 'foreign_id',
        birthDate: '1986-03-01',
        mobile: null,
      },
      groups: [],
      powers: [],
      consents: [],
      ended: [],
      latest: [],
      sessions: [],
    }),
  'a permission': page => consentDetailPage(page, { consent: kept(), uses: entries, open: true }),
  'a permission, withdrawn': page =>
    consentDetailPage(page, {
      consent: kept({ state: 'withdrawn', endedAt: at, byReader: false }),
      uses: [],
      open: false,
    }),
  record: page =>
    recordPage(page, {
      entries,
      months: [
        { at: earlier, consent: 3, law: 1 },
        { at, consent: 0, law: 2 },
      ],
      systems: [{ id: evil, name: evil }],
      system: evil,
      older: ID,
      later: true,
    }),
  'record, empty': page =>
    recordPage(page, {
      entries: [],
      months: [],
      systems: [],
      system: undefined,
      older: undefined,
      later: false,
    }),
};
