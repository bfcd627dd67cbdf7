/** The catalogue of fields: the list with its search, and one field. */
export { fieldPage } from './field.ts';
export { listPage } from './list.ts';
