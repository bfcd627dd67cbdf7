/**
 * mandates owns who may act for which entity: offices as the register of legal persons holds them, and the rule that
 * says what an office allows today. It never gives more than the register does. The engine's steps, consent, release
 * and a person's pages call it.
 */

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
export { findPower, getUsablePower, listPowers, type Power } from './power.ts';
export { type OfficeFacts, type PowerState, powerEnd, powerState, tehranDay } from './power-state.ts';
export { refreshFromRegister, refreshPowersOf } from './refresh.ts';
