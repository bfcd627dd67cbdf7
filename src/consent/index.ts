/**
 * consent owns what a person allowed: which fields of whom, to which client, for which purpose, until when, in which
 * words. It does not know values or what a law allows. The engine's steps ask and give, release looks up, a person's
 * pages list and withdraw.
 */

export { type Consent, findConsent, findCurrentConsent, listConsents } from './consent.ts';
export { covers, isCurrent } from './covers.ts';
export { giveConsent, type NewConsent } from './give.ts';
export { withdrawConsent } from './withdraw.ts';
