/**
 * handover owns applications that go on at another system: a signed reference that is taken once, by the system that
 * it is for, in the hands of the same person acting for the same subject; and what that system tells of it since. It
 * hands no field of the profile over (release does) and opens no session. me shows a person what is hers.
 */

export { type Application, listApplications } from './applications.ts';
export { type HandedStatus, statuses } from './handover.ts';
export { makeHandover, type NewHandover } from './make.ts';

export { type AuthenticateGrant, handoverApi } from './routes.ts';
export { deleteLapsed as sweepHandovers } from './store.ts';
