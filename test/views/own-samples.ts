/** The pages of a person's own affairs, with data that tries to break out. */
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { applicationsPage } from '../../views/me/applications.ts';
import { consentDetailPage } from '../../views/me/consent.ts';
import type { EntryKind, MyConsent, MyPower, RecordEntry } from '../../views/me/data.ts';
import { launchPage } from '../../views/me/launch.ts';
import { overviewPage } from '../../views/me/overview.ts';
import { proofPage } from '../../views/me/proof.ts';
import { recordPage } from '../../views/me/record.ts';
import { at, earlier, evil, groups } from './page.ts';

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
const seen = {
  lastSeenAt: at,
  device: { browser: 'samsung', platform: 'android' },
  address: evil,
  factors: ['pwd', 'sms'],
} as const;
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
  software: kind === 'released' ? { maker: evil } : undefined,
  tracking: '7K3M-92QD-4XTA',
  ...more,
});
const proven = {
  state: 'proven',
  holds: true,
  day: '2026-11-20',
  size: 12_345,
  index: 41,
  leaf: evil,
  path: ['AAAA', evil],
  root: 'BBBB',
  kid: evil,
} as const;
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

const launched = {
  number: 22,
  name: evil,
  owner: evil,
  processes: ['export'],
  address: 'javascript:alert(1)',
};
const application = {
  id: ID,
  context: { application: evil, licenceKind: evil },
  from: evil,
  to: evil,
  about: evil,
  madeAt: earlier,
  redeemedAt: at,
  lapsed: false,
  told: [],
};

export const ownViews: Readonly<Record<string, (page: Page) => Html>> = {
  'my systems': page =>
    launchPage(page, {
      behalf: [
        { id: 'self', name: undefined, current: false },
        { id: ID, name: evil, current: true },
      ],
      recent: [{ ...launched, at: earlier }],
      processes: [{ key: 'export', name: 'x', systems: [launched, launched] }],
    }),
  'my systems, none': page =>
    launchPage(page, {
      behalf: [{ id: 'self', name: undefined, current: true }],
      recent: [],
      processes: [],
    }),
  'my applications': page =>
    applicationsPage(page, [
      {
        ...application,
        told: [
          { status: 'received', at: earlier },
          { status: 'waiting_for_applicant', at },
        ],
      },
      { ...application, context: undefined, redeemedAt: null, lapsed: true, told: [] },
    ]),
  'my applications, none': page => applicationsPage(page, []),
  me: page =>
    overviewPage(page, {
      asked: { number: 34, name: 'سامانهٔ مؤدیان' },
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
      notices: [],
      latest: entries,
      invitations: 2,
      sessions: [
        { uid: 'one', signedInAt: at, expiresAt: at, ...seen, near: true, systems: ['x'], current: true },
        {
          uid: 'two',
          signedInAt: earlier,
          expiresAt: at,
          ...seen,
          device: undefined,
          systems: ['x'],
          near: false,
          current: false,
        },
      ],
    }),
  'me, nothing yet': page =>
    overviewPage(page, {
      asked: undefined,
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
      notices: [],
      latest: [],
      sessions: [],
      invitations: 0,
    }),
  'a permission': page =>
    consentDetailPage(page, {
      consent: kept(),
      uses: entries,
      open: true,
      receipt: undefined,
      renewable: false,
    }),
  'a permission, withdrawn': page =>
    consentDetailPage(page, {
      consent: kept({ state: 'withdrawn', endedAt: at, byReader: false }),
      uses: [],
      open: false,
      receipt: undefined,
      renewable: false,
    }),
  record: page =>
    recordPage(page, {
      entries,
      months: [
        { at: earlier, consent: 3, law: 1 },
        { at, consent: 0, law: 2 },
      ],
      systems: [{ id: evil, name: evil, consent: 3, law: 1 }],
      entities: [{ id: ID, name: evil }],
      choices: [{ key: '1405-08', at }],
      groups: ['seen', 'consent', 'sign_in', 'power', 'inquiry'],
      wish: { about: ID, system: evil, month: '1404-01', group: 'seen', before: ID },
      older: ID,
    }),
  'record, empty': page =>
    recordPage(page, {
      entries: [],
      months: [],
      systems: [],
      entities: [],
      choices: [],
      groups: [],
      wish: {},
      older: undefined,
    }),
  'proof of an entry': page => proofPage(page, { id: ID, entry: entry('released'), answer: proven }),
  'proof of an entry that was changed': page =>
    proofPage(page, { id: ID, entry: entry('released'), answer: { ...proven, holds: false, path: [] } }),
  'proof that is awaited': page =>
    proofPage(page, { id: ID, entry: entry('released'), answer: { state: 'waiting', day: '2026-11-21' } }),
  'proof of what is not sealed': page =>
    proofPage(page, { id: ID, entry: entry('released'), answer: { state: 'waiting', day: undefined } }),
};
