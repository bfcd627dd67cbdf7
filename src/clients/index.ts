/**
 * clients owns agencies, OAuth clients, their purposes (versioned) and the approvals that make them work: nobody
 * approves what he asked for. It knows what a client may ask for, not what anybody allowed it (consent) nor how it
 * signs people in (oidc). Every room that speaks of a client calls it.
 */
export { type Applied, applyDeclared, type Declared, planDeclared, type Step } from './apply.ts';
export { asksMore, type More } from './asks-more.ts';
export { fieldGroups, findingsIn, purposeCardOf } from './card.ts';
export { changeClient } from './change.ts';
export type {
  Agency,
  AgencyInPlace,
  Approval,
  Basis,
  Client,
  ClientKind,
  ClientState,
  Law,
  Level,
  Purpose,
  Stage,
  StepAsked,
  SubjectType,
} from './client.ts';
export {
  atOnceInSandbox,
  countOpenApprovals,
  type Decision,
  decide,
  getApproval,
  knowAgencies,
  listApprovals,
  mayDecide,
} from './decide.ts';
export { type Difference, differencesIn } from './differences.ts';
export { type Ending, listEndings, remindOfEndings } from './ending.ts';
export { type Asked, isSomebodyElse } from './eyes.ts';
export {
  findActiveClient,
  findActivePurpose,
  findClient,
  findClients,
  findPurpose,
  getClient,
  listActivePurposes,
  listPurposes,
  listPurposesWith,
} from './find.ts';
export { emptyForm, formOfPurpose, type PostedForm, readClientForm } from './form.ts';
export type { AgencyInput, ClientInput, Problem, ProblemCode, PurposeInput, SecretInput } from './input.ts';
export { encryptionAlgorithms, keySetProblem } from './key-set.ts';
export { addKeys, type KeyInput, listKeys, removeKey, type UploadedKey } from './keys.ts';
export { type Condition, conditions, isPilot, stages } from './life.ts';
export { type Finding, type LintRule, lintPurpose, predicatesOn } from './lint.ts';
export { registerMachineClient, registerProgramClient, retireMachineClient } from './machine.ts';
export { metadataOf } from './new-rows.ts';
export {
  addPilotUser,
  listPilotUsers,
  mayTakePart,
  movePilotUsers,
  type PilotUser,
  removePilotUser,
} from './pilot.ts';
export { purposeDifferences } from './purpose-differences.ts';
export { readability } from './readable.ts';
export { redirectUriProblem } from './redirect-uri.ts';
export {
  agencyLine,
  findAgency,
  listAgencies,
  listSubsidiaries,
  type Registration,
  registerAgency,
  registerClient,
  registerPurpose,
} from './register.ts';
export { type Review, reviewApproval } from './review.ts';
export { clientFormRoutes, longForm } from './routes/client-form-routes.ts';
export { credentialRoutes } from './routes/credential-routes.ts';
export type { ClientDesk } from './routes/desk.ts';
export { postedForm, remarksOf } from './routes/posted.ts';
export { purposeRoutes } from './routes/purpose-routes.ts';
export {
  changeSandboxClient,
  moveSeededClient,
  registerSandboxClient,
  retireSandboxClient,
  type SandboxInput,
  type SeedInput,
  seedClient,
} from './sandbox.ts';
export { hashSecret } from './secret.ts';
export { selectSecretsSince as secretsSince } from './secret-store.ts';
export {
  listSecrets,
  makeSecret,
  proveBySecret,
  renewSecret,
  revokeSecret,
  type Secret,
  usesSecrets,
} from './secrets.ts';
export { authMethods, securityProfiles } from './setting-problems.ts';
export { askStep, endClearances, knowReports, knowSystems, type Life, lifeOf } from './step.ts';
export {
  confirmStop,
  findStopOver,
  getStop,
  liftStop,
  liftUnconfirmed,
  listStops,
  mayAnswerStop,
  type Stop,
  stopClients,
} from './stop.ts';
export {
  type ClientFilter,
  countClients,
  selectClients as listClients,
  selectOwnClients as listOwnClients,
} from './store.ts';
export { resumeClient, suspendClient } from './suspend.ts';
export { problemsOf, refuseIfAny } from './text-problems.ts';
export { expiryOfKey, keysInForce, readKeys } from './uploaded-keys.ts';
export { advanceWidening, listWidenings, takeWidening, type Widening } from './widening.ts';
