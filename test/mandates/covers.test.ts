import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Because, covers, type MandateOf, mandateGives, type Use } from '../../src/mandates/covers.ts';
import { AT, entity, facts, longWay, mandate, office, USE } from './covers-facts.ts';

const ask = (person: string, use: Use | undefined = USE) => ({ person, entityId: 'arvand', use });
function because(
  mandates: readonly MandateOf[],
  person = 'navid',
  use: Use | undefined = USE,
): Because | 'yes' {
  const verdict = covers(facts(mandates), ask(person, use), AT);
  return verdict.covered ? 'yes' : verdict.because;
}

describe('a mandate', () => {
  test('gives what it was given for, and nothing else', () => {
    expect(because([mandate('m', 'navid')])).toBe('yes');
    expect(because([mandate('m', 'navid')], 'omid')).toBe('none');
    const scope = (more: object) =>
      mandate('m', 'navid', { scope: { systems: [], kinds: [], purposes: [], ...more } });
    expect(because([scope({ systems: [34] })])).toBe('outside_scope');
    expect(because([scope({})])).toBe('outside_scope');
    expect(because([scope({ kinds: ['export'] })])).toBe('yes');
    expect(because([scope({ purposes: ['tax/vat'] })])).toBe('yes');
    expect(because([scope({ purposes: ['customs/vat'] })])).toBe('outside_scope');
    expect(
      because([scope({ purposes: ['tax/vat'] })], 'navid', { clientId: 'tax', system: 35, kinds: [] }),
    ).toBe('outside_scope');
  });

  test('is for something: without a use only an office counts', () => {
    expect(covers(facts([mandate('m', 'navid')]), { person: 'navid', entityId: 'arvand' }, AT)).toMatchObject(
      {
        because: 'outside_scope',
      },
    );
    expect(covers(facts([]), { person: 'sara', entityId: 'arvand' }, AT)).toMatchObject({ covered: true });
  });

  test('counts once it is accepted, and until either side or the register ends it', () => {
    expect(because([mandate('m', 'navid', { state: 'offered' })])).toBe('not_accepted');
    expect(because([mandate('m', 'navid', { state: 'refused' })])).toBe('ended');
    expect(because([mandate('m', 'navid', { endedAt: AT })])).toBe('ended');
    const over = office('sara of arvand', 'arvand', 'sara', { until: '2026-11-20' });
    expect(covers(facts([mandate('m', 'navid')], [over]), ask('navid'), AT)).toMatchObject({
      because: 'ended',
    });
    const dissolved = facts([mandate('m', 'navid')], undefined, [entity('arvand', 'dissolved')]);
    expect(covers(dissolved, ask('navid'), AT)).toMatchObject({ because: 'dissolved' });
  });

  test('begins with its first second in Tehran and ends with its last', () => {
    const day = mandate('m', 'navid', { from: '2026-11-21', until: '2026-11-21' });
    const at = (moment: string) => covers(facts([day]), ask('navid'), new Date(moment));
    expect(at('2026-11-20T20:29:59.999Z')).toMatchObject({ because: 'not_begun' });
    expect(at('2026-11-20T20:30:00.000Z')).toMatchObject({ covered: true });
    expect(at('2026-11-21T20:29:59.999Z')).toMatchObject({ covered: true });
    expect(at('2026-11-21T20:30:00.000Z')).toMatchObject({ because: 'ended' });
  });

  test('of an entity is used by the staff that it named, and passed on once at the most', () => {
    expect(because(longWay)).toBe('yes');
    expect(covers(facts(longWay), ask('navid'), AT)).toMatchObject({ mandateId: 'third', amount: 500n });
    expect(because(longWay, 'navid', { ...USE, amount: 501n })).toBe('over_amount');
    expect(because(longWay, 'nima')).toBe('none');
    const [first, second, third] = longWay as [MandateOf, MandateOf, MandateOf];
    expect(because([{ ...first, mayPassOn: false }, second, third])).toBe('broken');
    expect(because([first, { ...second, mayPassOn: true }, third])).toBe('broken');
    const again = { ...third, how: 'passed' as const };
    expect(because([first, { ...second, mayPassOn: true }, again])).toBe('broken');
    // Staff is named by whoever binds the entity that holds it, by nobody else.
    expect(because([first, second, { ...third, offices: third.offices.slice(0, 1) }])).toBe('broken');
  });

  test('in a circle gives nothing', () => {
    const circle = [
      mandate('a', 'navid', { how: 'passed', parentId: 'b', mayPassOn: true }),
      mandate('b', 'navid', { how: 'passed', parentId: 'a', mayPassOn: true }),
    ];
    expect(because(circle)).toBe('broken');
    expect(because([mandate('a', 'navid', { how: 'passed', parentId: 'a' })])).toBe('broken');
  });
});

describe('no combination of grants, ends, sub-mandates and clock', () => {
  const days = fc.constantFrom('2025-01-01', '2026-11-20', '2026-11-21', '2026-11-22', '2027-05-05');
  const scopes = fc.record({
    systems: fc.subarray([34, 35]),
    kinds: fc.subarray(['export', 'customs']),
    purposes: fc.subarray(['tax/vat']),
  });
  const standing = fc.subarray(['sara of arvand', 'nima of firm', 'mina of second']);
  const ends = fc.option(fc.constantFrom(AT, new Date(AT.getTime() + 1), new Date(AT.getTime() - 1)), {
    freq: 4,
  });
  const each = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    fc.oneof(...Object.entries(fields).map(([key, value]) => value.map(one => ({ [key]: one }))));
  const change = each({
    parentId: fc.option(fc.constantFrom('first', 'second', 'third', 'nobody')),
    how: fc.constantFrom('given', 'named', 'passed'),
    holder: fc.record({
      kind: fc.constantFrom('person', 'entity'),
      hash: fc.constantFrom('navid', 'nima', 'mina', '#firm', '#second'),
    }),
    scope: scopes,
    amount: fc.option(fc.bigInt({ min: 0n, max: 1000n })),
    from: days,
    until: days,
    mayPassOn: fc.boolean(),
    state: fc.constantFrom('offered', 'active', 'refused', 'ended'),
    endedAt: ends,
    offices: standing,
  });
  const officeChange = each({
    mode: fc.constantFrom('sole', 'joint', 'none'),
    required: fc.integer({ min: 0, max: 3 }),
    since: days,
    until: fc.option(days),
    endedAt: ends,
  });
  const statuses = fc.constantFrom(
    'active' as const,
    'active' as const,
    'suspended' as const,
    'dissolved' as const,
    'under_liquidation' as const,
  );
  /** The longest sound way, with anything of it changed: about one in three still gives something. */
  const worlds = fc
    .tuple(
      fc.array(fc.tuple(fc.nat(2), change), { maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(2), officeChange), { maxLength: 2 }),
      fc.option(statuses, { freq: 2 }),
    )
    .map(([changes, officeChanges, status]) => {
      const mandates = longWay.map(one => ({ ...one }));
      for (const [at, more] of changes) Object.assign(mandates[at] ?? {}, more);
      const offices = [...facts([]).offices.values()].map(one => ({ ...one }));
      for (const [at, more] of officeChanges) Object.assign(offices[at] ?? {}, more);
      return facts(mandates, offices, [
        entity('arvand', status ?? 'active'),
        entity('firm'),
        entity('second'),
      ]);
    });
  const uses = fc.record({
    clientId: fc.constantFrom('tax', 'customs'),
    purposeKey: fc.constantFrom('vat', undefined),
    system: fc.constantFrom(35, 35, 34, undefined),
    kinds: fc.subarray(['export', 'customs']),
    amount: fc.option(fc.bigInt({ min: 0n, max: 1000n }), { nil: undefined }),
  });
  const people = fc.constantFrom('navid', 'navid', 'nima', 'mina');
  const moments = fc.integer({ min: -2, max: 2 }).map(days => new Date(AT.getTime() + days * 43_200_000));

  /** Runs over worlds in which the answer is yes by a mandate; `yes` must have been the answer often enough. */
  function everyYes(
    rule: (given: { world: ReturnType<typeof facts>; way: MandateOf[]; use: Use; at: Date }) => void,
  ) {
    let yes = 0;
    fc.assert(
      fc.property(worlds, people, uses, moments, (world, person, use, at) => {
        const verdict = covers(world, { person, entityId: 'arvand', use }, at);
        if (!verdict.covered || verdict.mandateId === null) return;
        yes++;
        const way: MandateOf[] = [];
        for (let id: string | null = verdict.mandateId; id !== null; id = way.at(-1)?.parentId ?? null) {
          const link = world.mandates.get(id);
          if (!link) throw new Error('the way is broken');
          way.push(link);
        }
        rule({ world, way, use, at });
      }),
      { numRuns: 3000, seed: 1405 },
    );
    expect(yes).toBeGreaterThan(50);
  }
  const without = <T>(map: ReadonlyMap<string, T>, id: string) =>
    new Map([...map].filter(([key]) => key !== id));
  const leaf = ([first]: readonly MandateOf[]) => first ?? mandate('never', 'nobody');

  test('gives more than every giver on the way allowed', () => {
    everyYes(({ world, way, use, at }) => {
      for (const link of way) {
        const verdict = mandateGives(world, link, use, at);
        expect(verdict.covered).toBe(true);
        if (use.amount !== undefined && link.amount !== null) expect(use.amount <= link.amount).toBe(true);
      }
      expect(way.filter(({ how }) => how === 'passed').length).toBeLessThanOrEqual(1);
      expect(new Set(way.map(({ id }) => id)).size).toBe(way.length);
    });
  });

  test('gives anything once one link, one office below it or its company is gone or has ended', () => {
    everyYes(({ world, way, use, at }) => {
      const no = (changed: Partial<typeof world>) =>
        expect(mandateGives({ ...world, ...changed }, leaf(way), use, at).covered).toBe(false);
      for (const link of way) {
        const ended = new Map(world.mandates).set(link.id, { ...link, endedAt: at });
        const last = ended.get(leaf(way).id) ?? leaf(way);
        expect(mandateGives({ ...world, mandates: ended }, last, use, at).covered).toBe(false);
        if (link !== way[0]) no({ mandates: without(world.mandates, link.id) });
        for (const id of link.offices) {
          no({ offices: without(world.offices, id) });
          const row = world.offices.get(id);
          if (row) no({ offices: new Map(world.offices).set(id, { ...row, endedAt: at }) });
        }
      }
      no({ entities: without(world.entities, 'arvand') });
      no({ entities: new Map(world.entities).set('arvand', entity('arvand', 'dissolved')) });
    });
  });

  test('gives anything outside the days of any of its links', () => {
    everyYes(({ world, way, use }) => {
      const until = way.map(link => link.until).sort()[0] ?? '';
      const from =
        way
          .map(link => link.from)
          .sort()
          .at(-1) ?? '';
      const after = new Date(Date.parse(`${until}T20:30:00Z`));
      const before = new Date(Date.parse(`${from}T20:29:59Z`) - 86_400_000);
      expect(mandateGives(world, leaf(way), use, after).covered).toBe(false);
      expect(mandateGives(world, leaf(way), use, before).covered).toBe(false);
    });
  });

  test('gives anything where the register gives nobody a signature', () => {
    fc.assert(
      fc.property(worlds, people, uses, moments, (world, person, use, at) => {
        const none = new Map([...world.offices].map(([id, one]) => [id, { ...one, mode: 'none' as const }]));
        const verdict = covers({ ...world, offices: none }, { person, entityId: 'arvand', use }, at);
        expect(verdict.covered).toBe(false);
      }),
      { numRuns: 500, seed: 1405 },
    );
  });
});
