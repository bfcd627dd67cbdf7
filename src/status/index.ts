/**
 * status owns what our own probes find: whether Yekbar, the connected systems and the registries answer, since when,
 * their outages, and what is announced. It asks nothing on anybody's behalf and knows no person. Its pages are
 * public; administration announces through this door.
 */

export {
  type Announcement,
  type AnnouncementInput,
  announceOutage,
  currentAnnouncements,
  listAnnouncements,
  withdrawAnnouncement,
} from './announce.ts';
export { readStatus, registryStates, type Status } from './read.ts';
export { statusRoutes } from './routes.ts';
export { listTargets } from './target.ts';
export { keepStatus, sweepStatus } from './watch.ts';
