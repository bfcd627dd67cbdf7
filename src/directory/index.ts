/**
 * directory owns the list of the government systems that a business deals with: who owns each, what it is for, and
 * which client of Yekbar it is. It serves the front page. It registers nothing (clients) and releases nothing.
 */

export { type Asking, listAsking } from './asking.ts';
export { type Connection, connectSystem } from './connect.ts';
export { launchAddress } from './launch.ts';
export { findSystem, findSystemOfClient, getSystem, listSystems, seedDirectory } from './list.ts';
export { serviceDoor } from './matters.ts';
export { directoryRoutes } from './routes.ts';
export { type BusinessProcess, type GovernmentSystem, matches, processes } from './systems.ts';
