import { catalogue } from '../profile/index.ts';

/**
 * Keys of the fields that a register holds, for the note on forms elsewhere (views/assets/already.js); each with the
 * pattern of what may stand after its colon, or '' where nothing may.
 */
export function heldFields(): Record<string, string> {
  const held = catalogue.filter(({ registry }) => registry !== null);
  return Object.fromEntries(
    held.map(({ key, parameter }) => {
      if (!parameter) return [key, ''];
      const { values, pattern } = parameter;
      return [key, values.length > 0 ? `^(?:${values.join('|')})$` : pattern];
    }),
  );
}
