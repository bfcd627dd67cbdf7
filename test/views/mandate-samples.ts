/** The pages of powers, with data that tries to break out. */
import type { MandateShown } from '../../src/mandates/index.ts';
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { approvalPage } from '../../views/approvals/approval.ts';
import type { ActShown, ApprovalData } from '../../views/approvals/data.ts';
import type { OfferForm, Origin } from '../../views/mandates/data.ts';
import { mandatePage } from '../../views/mandates/detail.ts';
import { powersPage } from '../../views/mandates/list.ts';
import { choosePage, offerPage, templatePage } from '../../views/mandates/wizard.ts';
import { at, earlier, evil } from './page.ts';

const none = { accept: false, end: false, pass: false, name: false };
const mandate = (number: number, more: Partial<MandateShown> = {}): MandateShown => ({
  id: `4c1a7c8e-0000-4000-8000-00000000000${number}`,
  entity: { id: '4c1a7c8e-0000-4000-8000-000000000009', name: evil, legalId: '99900000010' },
  template: 'tax_accountant',
  how: 'given',
  giver: evil,
  through: evil,
  holder: { kind: 'person', name: evil, identifier: '9990000042' },
  matters: [evil, evil],
  amount: 500_000n,
  since: '2026-11-21',
  until: '2027-11-20',
  mayPassOn: true,
  state: 'active',
  endReason: null,
  offeredAt: earlier,
  acceptedAt: at,
  endedAt: null,
  record: evil,
  asOf: at,
  gives: false,
  holds: true,
  may: { ...none, end: true, pass: true, name: true },
  ...more,
});
const offered = mandate(1, { state: 'offered', acceptedAt: null, may: { ...none, accept: true, end: true } });
const ended = mandate(2, { state: 'ended', endReason: 'power_ended', endedAt: at, may: none, amount: null });
const origin: Origin = { fields: [{ name: 'entity', value: evil }], entity: evil, toEntity: true };
const box = { value: evil, label: evil, checked: true };
const form: OfferForm = {
  origin,
  template: 'delegate',
  to: 'person',
  kinds: [box],
  systems: Array.from({ length: 10 }, () => box),
  purposes: [{ ...box, checked: false }],
  values: { name: evil, holder: evil, since: evil, until: evil, amount: evil },
  mayPassOn: true,
  last: '2028-01-01',
  together: { required: 2, of: 3 },
  wrong: [
    { field: 'until', sentence: evil },
    { field: undefined, sentence: evil },
  ],
};

const ID = '4c1a7c8e-0000-4000-8000-000000000007';
const act: ActShown = {
  kind: 'mandate_offer',
  subject: evil,
  entity: evil,
  legalId: '99900000010',
  giver: evil,
  through: evil,
  holder: { name: evil, identifier: '9990000042' },
  role: 'tax_accountant',
  matters: [evil],
  amount: 500_000n,
  since: '2026-11-21',
  until: '2027-11-20',
  mayPassOn: true,
  hash: 'ab'.repeat(32),
  mandateId: undefined,
};
const jointly: ApprovalData = {
  id: ID,
  document: undefined,
  act,
  first: evil,
  signatories: [{ name: evil, you: false, state: 'signed', at }],
  missing: 1,
  state: 'waiting',
  reason: undefined,
  deadline: at,
  settledAt: undefined,
  holdsUntil: undefined,
  open: true,
  prove: undefined,
  mayWithdraw: true,
  error: undefined,
};

export const mandateViews: Readonly<Record<string, (page: Page) => Html>> = {
  powers: page =>
    powersPage(page, {
      powers: [],
      software: [
        {
          id: '4c1a7c8e-0000-4000-8000-000000000008',
          name: evil,
          entity: evil,
          maker: evil,
          count: 3,
          since: at,
          until: at,
        },
      ],
      mandates: [
        offered,
        mandate(3),
        mandate(4, { gives: true, holds: false, state: 'rests' }),
        mandate(5, { state: 'not_begun' }),
        ended,
      ],
    }),
  'powers, nothing yet': page => powersPage(page, { powers: [], mandates: [], software: [] }),
  'a mandate': page => mandatePage(page, mandate(3, { gives: true })),
  'a mandate, offered': page => mandatePage(page, offered),
  'a mandate, ended': page => mandatePage(page, ended),
  'giving, of what': page => choosePage(page, { sources: [{ query: 'entity=x', title: evil, text: evil }] }),
  'giving, of nothing': page => choosePage(page, { sources: [] }),
  'giving, for what': page =>
    templatePage(page, { origin, templates: ['tax_accountant', 'customs_broker', 'delegate'] }),
  'a mandate that several sign': page => approvalPage(page, jointly),
  'a mandate that several signed': page =>
    approvalPage(page, { ...jointly, state: 'approved', open: false, act: { ...act, mandateId: ID } }),
  'giving, to a person': page => offerPage(page, form),
  'giving, to a company': page =>
    offerPage(page, {
      ...form,
      to: 'entity',
      template: 'tax_accountant',
      wrong: [],
      mayPassOn: undefined,
    }),
};
