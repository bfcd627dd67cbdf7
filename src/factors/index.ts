/**
 * factors owns what a person has besides the password (passkeys, certificates, authenticator app, codes by text
 * message, recovery codes), what a new password must be, and the level that follows from what was used. It does not know sessions,
 * clients or purposes. Whatever asks for a proof calls it: the engine's steps, enrolment, recovery, what staff and officers
 * do; its own pages are /me/security.
 */

export {
  addCertificate,
  type Certificate,
  certificateIn,
  removeCertificate,
  type Shown,
  takesCertificates,
} from './certificate.ts';
export { changePassword } from './change-password.ts';
export { type CodeFor, type CodeKind, checkCode, type Instead, sendCode, startSmsCode } from './codes.ts';
export { acrOf, amrOf, type Level, levelOf, levelOfAcr, type Method } from './level.ts';
export type { FactorKind } from './limits.ts';
export { type Factors, forgetFactors, listFactors, reachableLevel, sweepFactors } from './list.ts';
export { type Particulars, parseNewPassword } from './new-password.ts';
export { passkeyOptions, signInByPasskey } from './passkey-answer.ts';
export { addPasskey, type Passkey, passkeyCreation, removePasskey } from './passkeys.ts';
export { makeRecoveryCodes } from './recovery-codes.ts';
export { type Fresh, freshPerson } from './routes/fresh.ts';
export { atLevel } from './routes/level.ts';
export { factorsRoutes } from './routes.ts';
export { type SecondFactor, verifySecondFactor } from './second-factor.ts';
export { addTotp, offerTotp, removeTotp } from './totp.ts';
