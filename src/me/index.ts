/**
 * me owns a person's own pages and nothing else: it composes the doors of identity, mandates, consent, audit, clients
 * and profile into what one person may see of himself and of those he can act for. It has no table and changes
 * nothing itself. Only app.ts calls it.
 */

export type { HeldElsewhere } from './held.ts';
export { type Holding, holdings } from './holdings.ts';
export { recordOf } from './record.ts';
export type { RecordGroup, RecordWish } from './record-wish.ts';
export { meRoutes } from './routes.ts';
export type { SessionDoor, SessionSeen } from './sessions.ts';
