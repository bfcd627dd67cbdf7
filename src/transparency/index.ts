/**
 * transparency owns what is published of the record: counts by day with nothing of anybody in them, and the signed
 * roots. It has no table and counts nothing itself: audit does that behind the seal. Only app.ts calls it.
 */
export { keepPublishedDays } from './days.ts';
export type { Cell, PublishedDay } from './publish.ts';
export { transparencyRoutes } from './routes.ts';
export type { ReleaseSum, SystemSum } from './systems.ts';
