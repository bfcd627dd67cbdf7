/**
 * enrolment owns the way to an account and back to it: making one, recovering one, changing the mobile that codes go
 * to. It keeps what is under way and the three days that a new mobile waits. Persons, passwords and codes are
 * identity's and factors'; what it rests on is what the registries say. No page of it shows whether there is an
 * account.
 */

export { readBirthDate } from './birth-date.ts';
export { waitsUntil as mobileWaitsUntil } from './mobile.ts';
export { type EnrolmentDoors, enrolmentRoutes, type Newcomer } from './routes.ts';
export { sweepEnrolments } from './visit.ts';
