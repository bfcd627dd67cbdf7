/** The pages of the second step, with names that somebody typed. */
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { FlowPanel, SecondFactorData } from '../../views/flow/data.ts';
import { noSecondFactorPage, secondFactorPage } from '../../views/flow/second-factor.ts';
import { signInPage } from '../../views/flow/sign-in.ts';
import { evil } from './page.ts';

const panel: FlowPanel = {
  system: evil,
  agency: evil,
  purpose: evil,
  step: 'sign_in',
  person: evil,
  actingFor: undefined,
  cancel: '/cancel',
};
const remaining = [{ name: evil, href: 'javascript:alert(1)' }];

const step = (more: Partial<SecondFactorData>) => (page: Page) =>
  secondFactorPage(page, {
    panel,
    action: '/x',
    addressOf: way => `/x?factor=${way}`,
    hardware: false,
    signature: false,
    certificate: undefined,
    passkey: undefined,
    way: undefined,
    others: [],
    sms: undefined,
    refused: undefined,
    remaining: undefined,
    ...more,
  });
const sms = { ending: '18', sent: true, stuck: false };

export const levelViews: Readonly<Record<string, (page: Page) => Html>> = {
  'sign-in, with a passkey': page =>
    signInPage(page, { panel, action: '/x', nationalId: evil, refused: undefined, passkey: evil }),
  'second step, a passkey': step({ passkey: evil, way: 'totp', others: ['sms', 'recovery'] }),
  'second step, hardware': step({ passkey: evil, hardware: true }),
  'second step, a certificate': step({
    signature: true,
    hardware: true,
    certificate: { subject: evil, issuer: evil },
  }),
  'second step, a text message': step({ way: 'sms', sms: { ...sms, sent: false } }),
  'second step, sent': step({ way: 'sms', sms, others: ['passkey'] }),
  'second step, refused': step({ way: 'recovery', refused: { sentence: evil, byCode: true } }),
  'second step, late messages': step({ way: 'sms', sms: { ...sms, stuck: true }, remaining }),
  'second step, nothing there': page =>
    noSecondFactorPage(page, {
      panel,
      hardware: false,
      signature: false,
      here: '/x',
      cancel: '/cancel',
      remaining,
    }),
  'second step, no hardware, nothing open': page =>
    noSecondFactorPage(page, {
      panel,
      hardware: true,
      signature: true,
      here: '/x',
      cancel: '/cancel',
      remaining: [],
    }),
};
