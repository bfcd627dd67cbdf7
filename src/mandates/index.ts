/**
 * mandates owns who may act for which entity: offices as the register of legal persons holds them, the powers that
 * their holders gave to others, and the rule that says what is allowed today (`covers`). It never gives more than the
 * register and the givers do. The engine's steps, consent, release and a person's pages call it; what rests on powers
 * listens to their end.
 */

export { acceptJointly, acceptMandate, endMandate } from './answer.ts';
export {
  type Asked,
  type Because,
  covers,
  type Facts,
  type MandateOf,
  type OfficeOf,
  type Scope,
  type Use,
  type Verdict,
} from './covers.ts';
export { type EndedPower, onPowerEnded, type PowerEndedListener } from './ended.ts';
export {
  bindingSet,
  getJointPower,
  helpers,
  type JointOffice,
  listSignatories,
  type Signatory,
  stillNeeded,
} from './joint.ts';
export { listMandates, type MandateShown, type MyMandates } from './list.ts';
export {
  knowServices,
  RECORD_USE,
  type ServiceDoor,
  type ServicePurpose,
  type Services,
} from './matters.ts';
export { movePowers } from './moved.ts';
export { type Offer, offerJointly, offerMandate } from './offer.ts';
export { findPower, type Given, getUsablePower, listPowers, type Power, type Wanted } from './power.ts';
export { type OfficeFacts, type PowerState, powerEnd, powerState, tehranDay } from './power-state.ts';
export { refreshFromRegister, refreshPowersOf } from './refresh.ts';
export { registerApi, SIGNAL_SCOPE } from './register-routes.ts';
export { type ActTogether, mandateRoutes } from './routes.ts';
export { type Template, templates } from './templates.ts';
export { type MandateTerms, termsOfAcceptance, termsOfOffer } from './terms.ts';
export { signalChanged, watchPowers } from './watch.ts';
