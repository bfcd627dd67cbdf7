/**
 * consent owns what a person allowed: which fields of whom, to which client, for which purpose, until when, in which
 * words; its signed record (ISO/IEC TS 27560) and the keys of records; its end. It does not know values nor what a
 * law allows. The engine's steps ask and give, release looks up, a person's pages list and withdraw, app.ts joins what
 * has to end with a consent.
 */

export { type Change, changesOf, unchangedFields } from './changed.ts';
export { type Consent, findConsent, findCurrentConsent, listConsents } from './consent.ts';
export { covers, isCurrent } from './covers.ts';
export { type Ended, endConsentsOf, endConsentsOfPerson, expireConsents, onConsentEnded } from './end.ts';
export { giveConsent, type NewConsent } from './give.ts';
export { NOTICE_DAYS, noticeExpiries } from './notice.ts';
export { consentReceipt, type Receipt, type ShownText, type ShownValue, shownValues } from './receipt.ts';
export type { ConsentEvent, ConsentRecord } from './record.ts';
export { consentApi } from './routes.ts';
export { selectStanding as listStanding } from './store.ts';
export { expireEarly, withdrawConsent } from './withdraw.ts';
