/**
 * directory owns what is known of the government systems that a business deals with and of the base registries, with
 * every earlier version of it, and which client of Yekbar a system is. It serves the front page. It registers nothing
 * (clients) and releases nothing; who may edit is decided by those who call (admin).
 */

export { type Asking, listAsking } from './asking.ts';
export {
  type Change,
  decideChange,
  getChange,
  listChanges,
  listStaged,
  mayDecideChange,
  type StagedEntry,
  sweepDirectory,
} from './change.ts';
export { type Connection, connectSystem } from './connect.ts';
export { type ConnectionState, connectionStates, connectionsOf } from './connection.ts';
export {
  type Entry,
  type EntryChange,
  editEntry,
  findWaitingChange,
  getEntry,
  historyOf,
  listEntries,
  revertEntry,
  type Version,
} from './edit.ts';
export { type About, availabilities, type Content, type Difference, type Part, partsOf } from './entry.ts';
export { launchAddress } from './launch.ts';
export { findSystem, findSystemOfClient, getSystem, listSystems, seedDirectory } from './list.ts';
export { serviceDoor } from './matters.ts';
export { columnsOf, LONGEST_FILE, receiveFile } from './receive.ts';
export { type Format, formats } from './records.ts';
export { readChoice, registerWithSystem, type SystemChoice } from './register.ts';
export { type RegistryShown, registryShown } from './registry-pages.ts';
export { directoryRoutes } from './routes.ts';
export {
  type Availability,
  type BusinessProcess,
  type GovernmentSystem,
  matches,
  processes,
} from './systems.ts';
