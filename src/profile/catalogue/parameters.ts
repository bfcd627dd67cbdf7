import type { Parameter } from './field.ts';
import { licenceCategories } from './shapes.ts';

/** What parameterised predicates can be asked about. */

export const licenceCategory: Parameter = {
  name: 'licence_category',
  values: licenceCategories,
  pattern: '^[a-z_]{3,30}$',
  example: 'production',
};

/** The thirty-one provinces by the two digits of the national statistics. */
export const province: Parameter = {
  name: 'province',
  values: Array.from({ length: 31 }, (_, number) => String(number).padStart(2, '0')),
  pattern: '^[0-9]{2}$',
  example: '23',
};

/** A division, group or class of ISIC revision 4. */
export const isicGroup: Parameter = { name: 'isic', values: [], pattern: '^[0-9]{2,4}$', example: '10' };

export const degree: Parameter = {
  name: 'level',
  values: ['diploma', 'associate', 'bachelor', 'master', 'doctorate'],
  pattern: '^[a-z]{3,20}$',
  example: 'bachelor',
};

/** Sizes that laws and programmes draw a line at; any number would let the figure be found by halving. */
export const staffLine: Parameter = {
  name: 'staff',
  values: ['5', '10', '100', '250'],
  pattern: '^[0-9]{1,4}$',
  example: '10',
};

/** Ages that laws draw a line at; any number would let the birthday be found by waiting. */
export const ageLine: Parameter = {
  name: 'years',
  values: ['15', '21', '25', '30', '60'],
  pattern: '^[0-9]{2}$',
  example: '25',
};
