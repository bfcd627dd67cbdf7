/**
 * entities owns legal entities as the register of legal persons described them last: names and identifier sealed,
 * found by a keyed hash. It knows no officers and no values of fields. mandates writes to it; whoever shows or names
 * an entity reads through this door.
 */

export {
  type Entity,
  findEntity,
  findEntityByLegalId,
  getEntity,
  keyOfEntity,
  listEntities,
  openParticulars,
  recordEntity,
} from './entity.ts';
