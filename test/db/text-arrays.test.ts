import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { plainFirst } from '../../src/db/text-arrays.ts';

/** As PostgreSQL writes a list of texts: quoted where it has to be. */
function written(list: readonly (string | null)[]): string {
  const one = (text: string | null) => {
    if (text === null) return 'NULL';
    const bare = text !== '' && !/["\\{},\s]/.test(text) && text.toUpperCase() !== 'NULL';
    return bare ? text : `"${text.replace(/["\\]/g, sign => `\\${sign}`)}"`;
  };
  return `{${list.map(one).join(',')}}`;
}

/** varchar[], which nothing here has given a parser of its own. */
const VARCHARS: number = 1015;
const driver: (text: string) => unknown = pg.types.getTypeParser(VARCHARS as typeof pg.types.builtins.TEXT);

describe('lists of words from the database', () => {
  it('are read as the driver reads them, whatever stands in them', () => {
    const words = fc.oneof(
      fc.constantFrom('entity.name', 'NULL', 'null', '', 'کد ملی', 'a,b', '{}', '"', '\\', ' '),
      fc.string({ maxLength: 8 }),
      fc.constant(null),
    );
    let plain = 0;
    const read = plainFirst(text => {
      plain -= 1;
      return driver(text);
    });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), list => {
        plain += 1;
        expect(read(written(list))).toEqual(list);
      }),
      { numRuns: 200 },
    );
    expect(read('{one,two.three}')).toEqual(['one', 'two.three']);
    expect(read('[0:1]={one,two}')).toEqual(driver('[0:1]={one,two}'));
    expect(read('{{one},{two}}')).toEqual(driver('{{one},{two}}'));
    expect(plain).toBeGreaterThan(0);
  });
});
