/** Every view with data that tries to break out: names with markup, quotes and the other direction. */
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { accessibilityPage } from '../../views/accessibility.ts';
import { errorPage } from '../../views/error.ts';
import { actingForPage } from '../../views/flow/acting-for.ts';
import { consentPage } from '../../views/flow/consent.ts';
import type { ActingClosed, ConsentData, FlowPanel } from '../../views/flow/data.ts';
import { expiredPage, loggedOutPage, logoutPage } from '../../views/flow/leave.ts';
import { signInPage } from '../../views/flow/sign-in.ts';
import { systemPage } from '../../views/system.ts';
import { type WindowData, windowPage } from '../../views/window.ts';
import { deviceViews } from './device-samples.ts';
import { enrolmentViews } from './enrolment-samples.ts';
import { levelViews } from './level-samples.ts';
import { mandateViews } from './mandate-samples.ts';
import { ownViews } from './own-samples.ts';
import { at, evil, groups } from './page.ts';

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
      count: 2,
      systems: [
        {
          number: 1,
          name: evil,
          url: 'javascript:alert(1)',
          processes: ['customs'],
          state: 'none',
          signInUrl: undefined,
        },
        {
          number: 2,
          name: evil,
          url: '',
          processes: [],
          state: 'pilot',
          signInUrl: 'javascript:alert(1)',
        },
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
      state: 'live',
      signInUrl: 'javascript:alert(1)',
      spared: { purpose: evil, fields: 17 },
    },
  ],
  connected: [{ number: 2, name: evil }],
  more: undefined,
  total: 50,
  found: 3,
};

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

type View = (page: Page) => Html;
const refused = { code: 'identity.sign_in_refused', sentence: evil };
export const views: Readonly<Record<string, View>> = {
  window: page => windowPage(page, windowData),
  'window, searched': page => windowPage(page, { ...windowData, query: evil }),
  'window, nothing found': page => windowPage(page, { ...windowData, query: evil, owners: [], found: 0 }),
  'window, by process': page => windowPage(page, { ...windowData, process: 'customs' }),
  'a connected system': page =>
    systemPage(page, {
      number: 35,
      name: evil,
      owner: evil,
      url: 'javascript:alert(1)',
      processes: [{ key: 'customs', name: evil }],
      connected: true,
      state: 'dormant',
      services: `${evil}\n${evil}`,
      hours: evil,
      availability: 'hours',
      collects: [{ key: 'entity.legal_name', label: evil }],
      asks: [{ key: 'tax', name: evil }],
      changes: [
        {
          version: 2,
          source: 'form',
          madeBy: 'system',
          madeAt: at,
          differences: [{ part: 'hours_fa', before: '', after: evil }],
        },
      ],
      score: { count: 10, average: 4.2 },
      feedback: true,
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
      state: 'none',
      services: '',
      hours: '',
      availability: undefined,
      collects: [],
      asks: [],
      changes: [],
      score: undefined,
      feedback: false,
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
  ...enrolmentViews,
  ...deviceViews,
  ...levelViews,
  ...mandateViews,
  ...ownViews,
};
