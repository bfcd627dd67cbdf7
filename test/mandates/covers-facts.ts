/** Small invented facts for the rule: one company, an accounting firm, a second firm, and who holds what. */
import type { EntityOf, Facts, MandateOf, OfficeOf } from '../../src/mandates/covers.ts';

export const AT: Date = new Date('2026-11-21T08:00:00Z');
export const USE = { clientId: 'tax', purposeKey: 'vat', system: 35, kinds: ['export'] };

export const entity = (id: string, status: EntityOf['status'] = 'active'): EntityOf => ({
  id,
  hash: `#${id}`,
  status,
});

export function office(
  id: string,
  entityId: string,
  officer: string,
  more: Partial<OfficeOf> = {},
): OfficeOf {
  return {
    id,
    entityId,
    officer,
    role: 'managing_director',
    mode: 'sole',
    required: 1,
    combinations: null,
    since: '2020-01-01',
    until: '2028-01-01',
    endedAt: null,
    ...more,
  };
}

export function mandate(id: string, holder: string, more: Partial<MandateOf> = {}): MandateOf {
  return {
    id,
    entityId: 'arvand',
    rootOfficeId: 'sara of arvand',
    parentId: null,
    how: 'given',
    holder: { kind: holder.startsWith('#') ? 'entity' : 'person', hash: holder },
    scope: { systems: [35], kinds: [], purposes: [] },
    amount: null,
    from: '2026-01-01',
    until: '2027-01-01',
    mayPassOn: false,
    state: 'active',
    endedAt: null,
    offices: ['sara of arvand'],
    ...more,
  };
}

const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map(one => [one.id, one]));

export function facts(
  mandates: readonly MandateOf[],
  offices: readonly OfficeOf[] = [
    office('sara of arvand', 'arvand', 'sara'),
    office('nima of firm', 'firm', 'nima'),
    office('mina of second', 'second', 'mina'),
  ],
  entities: readonly EntityOf[] = [entity('arvand'), entity('firm'), entity('second')],
): Facts {
  return { offices: byId(offices), entities: byId(entities), mandates: byId(mandates) };
}

const sara = 'sara of arvand';
const nima = 'nima of firm';
const mina = 'mina of second';

/** The longest sound way: to a firm, passed on to another, which named one of its staff. */
export const longWay: readonly MandateOf[] = [
  mandate('first', '#firm', { mayPassOn: true, amount: 900n }),
  mandate('second', '#second', { how: 'passed', parentId: 'first', offices: [sara, nima], amount: 500n }),
  mandate('third', 'navid', { how: 'named', parentId: 'second', offices: [sara, nima, mina] }),
];
