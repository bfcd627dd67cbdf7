import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, type OfficeOf } from '../../src/mandates/covers.ts';
import { bindingSet } from '../../src/mandates/index.ts';
import { AT, facts, mandate, office, USE } from './covers-facts.ts';

const ask = (person: string) => ({ person, entityId: 'arvand', use: USE });

test('a mandate of a joint power needs as many signatures as the register wants now, each of another', () => {
  const joint = (officer: string, more = {}) =>
    office(`${officer} of arvand`, 'arvand', officer, { mode: 'joint', required: 2, ...more });
  const [sara, omid, laleh] = [joint('sara'), joint('omid'), joint('laleh')];
  const by = (offices: readonly OfficeOf[], world: readonly OfficeOf[] = [sara, omid, laleh]) =>
    covers(facts([mandate('m', 'navid', { offices: offices.map(({ id }) => id) })], world), ask('navid'), AT);
  expect(by([sara])).toMatchObject({ because: 'joint' });
  expect(by([sara, omid])).toMatchObject({ covered: true });
  const three = { ...omid, required: 3 };
  expect(by([sara, omid], [sara, three])).toMatchObject({ because: 'joint' });
  expect(by([sara, omid, laleh], [sara, three, laleh])).toMatchObject({ covered: true });
  // A second office of the same officer is no second signature.
  const again = { ...sara, id: 'again' };
  expect(by([sara, again], [sara, again])).toMatchObject({ because: 'joint' });
  expect(by([sara, omid], [sara, { ...omid, endedAt: AT }])).toMatchObject({ because: 'ended' });
});

test('a mandate of a named combination stands while just those who signed may sign together', () => {
  const rule = [['sara', 'omid']];
  const board = (combinations: string[][] | null) =>
    ['sara', 'omid', 'laleh'].map(one =>
      office(`${one} of arvand`, 'arvand', one, { mode: 'joint', required: 2, combinations }),
    );
  const by = (signed: readonly string[], combinations: string[][] | null = rule) => {
    const offices = ['sara of arvand', ...signed.map(one => `${one} of arvand`)];
    return covers(facts([mandate('m', 'navid', { offices })], board(combinations)), ask('navid'), AT);
  };
  expect(by(['omid'])).toMatchObject({ covered: true });
  expect(by(['laleh'])).toMatchObject({ because: 'joint' });
  expect(by(['laleh'], null)).toMatchObject({ covered: true });
  // The register names others today.
  expect(by(['omid'], [['sara', 'laleh']])).toMatchObject({ because: 'joint' });
  expect(by([], [['sara']])).toMatchObject({ because: 'joint' });
});

test('no combination of several signatures gives anything but by all of them, as the register demands of each today', () => {
  const officers = ['sara', 'omid', 'laleh', 'navid'];
  const board = fc.tuple(
    ...officers.map(officer =>
      fc
        .record({
          mode: fc.constantFrom('joint' as const, 'joint' as const, 'joint' as const, 'sole' as const),
          required: fc.integer({ min: 1, max: 3 }),
          combinations: fc.option(fc.array(fc.subarray(officers, { minLength: 1 }), { maxLength: 3 }), {
            freq: 1,
          }),
          endedAt: fc.constantFrom(null, null, null, null, null, null, AT),
        })
        .map(more => office(`${officer} of arvand`, 'arvand', officer, more)),
    ),
  );
  const signing = fc.subarray(officers, { minLength: 1 });
  let yes = 0;
  fc.assert(
    fc.property(board, signing, (offices, signed) => {
      const stands = offices.filter(one => signed.includes(one.officer));
      const given = mandate('m', 'agent', {
        rootOfficeId: stands[0]?.id ?? '',
        offices: stands.map(({ id }) => id),
      });
      const holds = (world: readonly OfficeOf[]) => covers(facts([given], world), ask('agent'), AT).covered;
      const joint = offices.filter(one => one.endedAt === null && (one.mode === 'joint' || one.required > 1));
      const binding = bindingSet(joint, new Set(signed));
      // Whoever binds together by the rule of the flow, gave something that stands.
      if (binding?.length === stands.length) expect(holds(offices)).toBe(true);
      if (!holds(offices)) return;
      yes++;
      for (const one of stands) {
        expect(one.endedAt).toBeNull();
        const others = new Set(signed);
        const own = one.combinations?.some(names => names.every(name => others.has(name)));
        const alone = one.mode === 'sole' && one.required === 1;
        expect(alone || (signed.length > 1 && (own ?? signed.length >= one.required))).toBe(true);
        // The end of any one of them ends it, whatever the others could do.
        expect(holds(offices.map(other => (other === one ? { ...one, endedAt: AT } : other)))).toBe(false);
      }
    }),
    { numRuns: 1000, seed: 1405 },
  );
  expect(yes).toBeGreaterThan(50);
});
