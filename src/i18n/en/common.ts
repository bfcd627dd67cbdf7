import type { Messages } from '../fa.ts';

export const common: Messages['common'] = {
  name: 'Yekbar',
  title: page => `${page} | Yekbar`,
  skip: 'Skip to the main text',
  otherLanguage: 'فارسی',
  nav: {
    label: 'Sections',
    systems: 'Systems',
    record: 'My record',
    status: 'Status',
    fields: 'Data fields',
    admin: 'Administration',
  },
  comma: ', ',
  signIn: 'Sign in',
  actingFor: entity => `for ${entity}`,
  signOut: 'Sign out',
  foot: {
    developers: 'For developers',
    overlap: 'Asked twice',
    accessibility: 'Accessibility',
    fields: 'List of data fields',
    tracking: 'Tracking code of this page:',
  },
  demoNote: 'Demo: the people and companies on this page are invented.',
  yes: 'Yes',
  no: 'No',
  more: 'More',
  rial: amount => `${amount} rials`,
};
