/**
 * admin owns the roles of staff, their emergency power and the accounts that they stopped; everything else it composes
 * from the doors of other rooms: the console at /admin for people and the admin API for programs. Nobody imports it but
 * the files beside app.ts and the demo.
 */

export { alarm, keepClients } from './alarm.ts';
export { endRole } from './dismiss.ts';
export { adminApi } from './routes/api.ts';
export { adminRoutes } from './routes.ts';
export { giveRole, roles, staffRoleOf } from './staff.ts';
export type { Role } from './store.ts';
export { keepSuspended } from './suspension.ts';
