import type { figures as source } from '../fa/figures.ts';

export const figures: typeof source = {
  nav: 'Charts',
  title: 'Charts',
  heading: 'Day by day, in numbers',
  lede: 'What was counted behind the seal of the record: sign-ins, fields handed out, refusals and inquiries to registries. No number names anybody.',
  spans: { 30: '30 days', 90: '90 days', 365: 'One year' },
  span: 'Period',
  onlyOf: name => `Only ${name}`,
  allSystems: 'All systems',
  signInsByDay: 'Sign-ins to Yekbar',
  refusedSignIns: 'Failed sign-ins',
  refusedByDay: 'Requests for fields that were refused',
  sparedByDay: 'Fields that nobody typed again',
  consentsByDay: 'Permissions',
  bySystem: 'By system',
  bySystemNote: n => `The busiest, up to ${n} systems. Choose a name to see the charts of that one alone.`,
  fields: 'Fields',
  byRegistry: 'Registries',
  byRegistryNote:
    'Inquiries are of this period; the strip and the availability come from our own probes of 90 days, as on the status page.',
  availability: 'Available',
  latency: 'Last answer (ms)',
  slowest: 'Slowest today (ms)',
  history: '90 days',
  notProbed: 'Not probed',
  empty: 'Nothing has been counted yet. The first numbers come a few seconds after the first sign-in.',
};
