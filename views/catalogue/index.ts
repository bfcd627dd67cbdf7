/** The catalogue of fields: the list with its search, and one field. */
export { type FieldUser, fieldPage } from './field.ts';
export { listPage } from './list.ts';
