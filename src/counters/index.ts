/**
 * counters owns who is accredited as officer of a service counter, and the visits there: a short mandate of a person
 * without a device, confirmed with a code to his own mobile, for one procedure of one system. It hands out the fields
 * of that procedure on the officer's page, under both names in the record, and nothing else: no session, no token.
 * admin accredits through this door; a person's record and app.ts call it too.
 */

export { askVisit } from './ask.ts';
export { endVisitsOf, sweepVisits } from './end.ts';
export {
  accreditationsOf,
  accreditOfficer,
  approveOfficer,
  endCountersOf,
  endOfficer,
  listOfficers,
  type Officer,
  officerOnRecord,
} from './officer.ts';
export { counterRoutes } from './routes.ts';
export { listProcedures } from './standing.ts';
export { confirmVisit, endVisit, getVisit, listVisitsOf, seeVisit, type Visit } from './visit.ts';
