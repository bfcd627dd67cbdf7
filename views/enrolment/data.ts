/** What the pages of enrolment, recovery and the change of a mobile are given. */
import type { FormField } from '../../src/web/form.ts';

/** Fields by name, as typed, with what is wrong with each. */
export type Fields<Name extends string> = Readonly<Record<Name, FormField>>;

export interface BeginData<Name extends string> {
  readonly fields: Fields<Name>;
  /** Why it did not go on, where that is not about one field. */
  readonly refused: string | undefined;
  /** A path of ours to go on to in the end. */
  readonly to: string;
}

export type EnrolName = 'national_id' | 'birth_date' | 'given_name' | 'family_name' | 'mobile';
export type RecoverName = 'national_id' | 'birth_date';

/** The newcomer of the demo, who has no account yet. */
export interface Example {
  readonly name: string;
  readonly identifier: string;
  readonly birthDate: string;
  readonly mobile: string;
  /** Address of the page with the form filled in. */
  readonly fill: string;
}

/** A step of something under way. */
export interface StepData {
  /** Address of the visit; the forms go below it. */
  readonly base: string;
  readonly until: Date;
  readonly refused: string | undefined;
}

export interface CodeData extends StepData {
  readonly flow: 'enrolment' | 'recovery' | 'mobile_change';
  /** The last digits of the number that was typed; where it was not typed, none. */
  readonly ending: string | undefined;
  /** What was typed before, where going back keeps it. */
  readonly change: string | undefined;
  /** The code that was typed is wrong, or over. */
  readonly wrong: boolean;
  /** A message was sent again. */
  readonly again: boolean;
}

export interface CheckData extends StepData {
  readonly flow: 'enrolment' | 'recovery';
}

export interface FactorData extends StepData {
  readonly totp: boolean;
  readonly recovery: boolean;
  /** Options for the browser, as JSON. */
  readonly passkey: string | undefined;
}

export interface PasswordData extends StepData {
  readonly flow: 'enrolment' | 'recovery';
  readonly least: number;
}

export interface DoneData {
  readonly flow: 'enrolment' | 'recovery';
  /** Where to sign in. */
  readonly next: string;
}

export interface MobileData {
  readonly ending: string | undefined;
  readonly until: Date;
  /** Until when the newest number does not count for recovery. */
  readonly waits: Date | undefined;
  readonly done: boolean;
  readonly field: FormField;
  readonly refused: string | undefined;
}
