/**
 * profile owns the catalogue of fields and the values of subjects: one sealed blob per person or entity, with
 * provenance and freshness. It asks the registries first and the person last. It does not decide who may see a
 * value: clients, consent and release do, through this door. Pure: openBytes, writeFields, envelopeOf, canonical.
 */

export { type FieldAsOf, fieldsAsOf, fieldsOfManyAsOf } from './as-of.ts';
export { openBytes } from './blob.ts';
export type { Field, FieldClass, JsonSchema, Parameter, SubjectKind } from './catalogue/field.ts';
export {
  catalogue,
  fieldApplies,
  fieldHelp,
  fieldLabel,
  findField,
  meaningOf,
  parameterLabel,
  unknownFields,
  valueKeys,
} from './catalogue/index.ts';
export { countFields } from './count.ts';
export { declareValue, sayable } from './declare.ts';
export { clearDisputed, disputeMoments, markDisputed } from './dispute.ts';
export { envelopeOf, type FieldEnvelope } from './envelope.ts';
export { collectAnswers, countFilings, sweepFilings, takeAnswer } from './filing.ts';
export { type FillOptions, fillProfile, type ProfileSubject } from './fill.ts';
export { forgetDeclared, forgetProfile } from './forget.ts';
export type { Version, Why } from './history.ts';
export { mayAnswerFor, pushFacts } from './push.ts';
export { readFields, readFieldsAsOf, readHistory } from './read.ts';
export { type CatalogueSources, profileRoutes } from './routes.ts';
export { inputsOf, isSayable, readSaid, type SayInput, written } from './say.ts';
export type { FieldGroup, FieldShown } from './show.ts';
export type { StoredProfile } from './value.ts';
export { canonical } from './version.ts';
export { type Octets, octetsOf, textOf, type WrittenFields, writeFields } from './written.ts';
