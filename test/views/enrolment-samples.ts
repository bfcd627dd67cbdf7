/** The pages of enrolment, with data that tries to break out. */
import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { enrolPage, recoverPage } from '../../views/enrolment/begin.ts';
import { codePage } from '../../views/enrolment/code.ts';
import { mobilePage } from '../../views/enrolment/mobile.ts';
import { checkPage, donePage, factorPage, overPage, passwordPage } from '../../views/enrolment/steps.ts';
import { at, evil } from './page.ts';

const typed = { value: evil };
const wrong = { value: evil, error: evil };
const step = { base: '/recover/x', until: at, refused: undefined };
const refused = { base: '/enrol/x', until: at, refused: evil };
const example = { name: evil, identifier: evil, birthDate: evil, mobile: evil, fill: '/enrol?example=1' };
const field = (one: { value: string; error?: string }) => ({
  national_id: one,
  birth_date: one,
  given_name: one,
  family_name: one,
  mobile: one,
});

export const enrolmentViews: Readonly<Record<string, (page: Page) => Html>> = {
  'enrol: first': page => enrolPage(page, { fields: field(typed), refused: undefined, to: evil, example }),
  'enrol: wrong': page =>
    enrolPage(page, { fields: field(wrong), refused: evil, to: evil, example: undefined }),
  'recover: first': page =>
    recoverPage(page, { fields: { national_id: wrong, birth_date: wrong }, refused: undefined, to: '/' }),
  'enrol: code': page =>
    codePage(page, {
      ...refused,
      flow: 'enrolment',
      wrong: true,
      ending: '12',
      change: '/enrol/x/change',
      again: true,
    }),
  'recover: code': page =>
    codePage(page, {
      ...step,
      flow: 'recovery',
      wrong: false,
      ending: undefined,
      change: undefined,
      again: false,
    }),
  'enrol: registry down': page => checkPage(page, { ...refused, refused: undefined, flow: 'enrolment' }),
  'recover: factor': page => factorPage(page, { ...refused, totp: true, recovery: true, passkey: undefined }),
  'recover: password': page => passwordPage(page, { ...step, flow: 'recovery', least: 10 }),
  'enrol: password, refused': page => passwordPage(page, { ...refused, flow: 'enrolment', least: 10 }),
  'enrol: done': page => donePage(page, { flow: 'enrolment', next: '/sign-in?to=/me' }),
  'recover: over': page => overPage(page, '/recover', evil),
  'mobile: first': page =>
    mobilePage(page, { ending: '12', until: at, waits: at, done: true, field: typed, refused: undefined }),
  'mobile: wrong': page =>
    mobilePage(page, {
      ending: undefined,
      until: at,
      waits: undefined,
      done: false,
      field: wrong,
      refused: evil,
    }),
};
