/** db owns connections, the types of every table, and migrations. Rooms reach it through `op.db` in their store. */

export { ping } from './alive.ts';
export { DatabaseAway } from './away.ts';
export {
  askText,
  byKeys,
  createPGlite,
  type Db,
  openDatabase,
  openEmbedded,
  type StatementListener,
} from './db.ts';
export { askHolder, holdData } from './hold.ts';
export { type JoinedOptions, joined } from './joined.ts';
export { besideKeys, type Columns, listsFrom, listsOf } from './lists.ts';
export { lockUntilCommit } from './lock.ts';
export { migrate } from './migrate.ts';
export { oneAtATime } from './one-at-a-time.ts';
export { type Handle, readByKey, readTogether } from './read-together.ts';
export type { Schema } from './schema.ts';
