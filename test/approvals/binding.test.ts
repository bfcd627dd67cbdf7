import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindingSet, helpers, type JointOffice, stillNeeded } from '../../src/mandates/index.ts';

const office = (
  officer: string,
  required = 2,
  combinations: readonly (readonly string[])[] | null = null,
): JointOffice => ({ id: `office of ${officer}`, officer, required, combinations });
const signed = (...officers: string[]) => new Set(officers);
const names = (set: readonly JointOffice[] | undefined) => set?.map(one => one.officer);

test('any two of three bind, whoever they are, and one never does', () => {
  const pars = [office('omid'), office('laleh'), office('sara')];
  expect(bindingSet(pars, signed('omid'))).toBeUndefined();
  expect(names(bindingSet(pars, signed('laleh', 'sara')))).toEqual(['laleh', 'sara']);
  expect(stillNeeded(pars, signed('omid'))).toBe(1);
  expect(stillNeeded(pars, signed('omid', 'sara'))).toBe(0);
});

test('who holds two offices in one entity still signs once', () => {
  const twice = [office('omid'), { ...office('omid'), id: 'second office' }, office('laleh')];
  expect(bindingSet(twice, signed('omid'))).toBeUndefined();
});

test('a joint office that the register gives one signature still needs a second', () => {
  expect(bindingSet([office('omid', 1), office('laleh', 1)], signed('omid'))).toBeUndefined();
});

test('the strictest rule among those who sign counts', () => {
  const mixed = [office('omid', 2), office('laleh', 3), office('sara', 2)];
  expect(bindingSet(mixed, signed('omid', 'laleh'))).toBeUndefined();
  expect(names(bindingSet(mixed, signed('omid', 'sara')))).toEqual(['omid', 'sara']);
});

test('of named combinations one has to be there in full', () => {
  const rule = [
    ['manager', 'chair'],
    ['manager', 'member', 'second member'],
  ];
  const board = ['manager', 'chair', 'member', 'second member'].map(one => office(one, 2, rule));
  expect(bindingSet(board, signed('chair', 'member'))).toBeUndefined();
  expect(bindingSet(board, signed('manager', 'member'))).toBeUndefined();
  expect(names(bindingSet(board, signed('chair', 'manager', 'member')))).toEqual(['manager', 'chair']);
  expect(stillNeeded(board, signed('manager', 'member'))).toBe(1);
  expect(helpers(board, 'chair').map(one => one.officer)).toEqual(['manager']);
});

test('an office that is gone is missing from every combination', () => {
  const left = [office('chair', 2, [['manager', 'chair']])];
  expect(bindingSet(left, signed('manager', 'chair'))).toBeUndefined();
});

test("another's entry cannot lower what one's own entry demands", () => {
  const office = (officer: string, required: number, combinations: string[][] | null) => ({
    id: officer,
    officer,
    required,
    combinations,
  });
  const offices = [office('a', 1, null), office('c', 1, [['a', 'b']]), office('b', 3, null)];
  expect(bindingSet(offices, new Set(['a', 'b', 'c']))).toBeUndefined();
});

test('no signatures, offices and rules ever bind by one officer, or by one who did not sign', () => {
  const officers = fc.constantFrom('a', 'b', 'c', 'd');
  const anyOffice = fc.record({
    id: fc.uuid(),
    officer: officers,
    required: fc.integer({ min: 1, max: 4 }),
    combinations: fc.option(fc.array(fc.array(officers, { minLength: 1, maxLength: 3 }), { maxLength: 3 })),
  });
  fc.assert(
    fc.property(fc.array(anyOffice, { maxLength: 6 }), fc.array(officers), (offices, who) => {
      const set = bindingSet(offices, new Set(who));
      if (!set) return;
      expect(set.length).toBeGreaterThan(1);
      expect(new Set(set.map(one => one.officer)).size).toBe(set.length);
      expect(set.every(one => new Set<string>(who).has(one.officer))).toBe(true);
      for (const one of set)
        if (one.combinations === null && set.every(other => other.combinations === null))
          expect(set.length).toBeGreaterThanOrEqual(one.required);
    }),
  );
});
