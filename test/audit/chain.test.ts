import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Block,
  blockHash,
  canonical,
  firstDamage,
  GENESIS,
  leafEntryOf,
  leafOf,
  leavesOf,
  namesOf,
  textOf,
} from '../../src/audit/chain.ts';
import type { AuditEvent } from '../../src/audit/index.ts';

const event = (n: number, change: Partial<AuditEvent> = {}): AuditEvent => ({
  id: String(n),
  publicId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  at: new Date(1_795_000_000_000 + n),
  kind: 'profile.released',
  personId: null,
  subjectId: null,
  clientId: 'tax',
  tracking: 'TEST-0001-0000',
  data: { fields: ['a', 'b'], purpose: 'vat-registration' },
  ...change,
});
const leaves = (events: readonly AuditEvent[]) => Buffer.concat(events.map(leafOf));

test('an event has one leaf, however its members are ordered', () => {
  expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  const turned = event(1, { data: { purpose: 'vat-registration', fields: ['a', 'b'] } });
  expect(leafOf(turned)).toEqual(leafOf(event(1)));
  expect(leavesOf([event(1), event(2)])).toEqual(leaves([event(1), event(2)]));
});

test('the text of a leaf is the canonical one, whatever stands in it', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()), fc.integer())),
      fc.string(),
      (data, tracking) => {
        const entry = leafEntryOf(event(1, { data, tracking, personId: event(2).publicId }));
        expect(textOf(entry)).toBe(canonical(entry));
        expect(JSON.parse(textOf(entry))).toEqual(JSON.parse(JSON.stringify(entry)));
      },
    ),
  );
});

test('every part of an event is in its leaf, and every part of a block in its hash', () => {
  const changes: Partial<AuditEvent>[] = [
    { publicId: event(2).publicId },
    { at: new Date(0) },
    { kind: 'consent.given' },
    { personId: event(3).publicId },
    { subjectId: event(3).publicId },
    { clientId: 'customs' },
    { tracking: 'TEST-0002-0000' },
    { data: { fields: ['a'], purpose: 'vat-registration' } },
  ];
  const all = [event(1), ...changes.map(change => event(1, change))].map(one => leafOf(one).toString('hex'));
  expect(new Set(all).size).toBe(all.length);

  const block: Block = {
    number: '1',
    day: '2026-11-21',
    firstLeaf: 0,
    firstId: '1',
    lastId: '3',
    sealedAt: new Date(0),
    previousHash: GENESIS,
    leaves: leaves([event(1), event(2)]),
    names: namesOf([event(1), event(2)]),
  };
  const others: Partial<Block>[] = [
    { number: '2' },
    { day: '2026-11-22' },
    { firstLeaf: 2 },
    { names: namesOf([event(2), event(1)]) },
    { firstId: '2' },
    { lastId: '4' },
    { sealedAt: new Date(1) },
    { previousHash: Buffer.alloc(32, 1) },
    { leaves: leaves([event(2), event(1)]) },
  ];
  const hashes = [block, ...others.map(change => ({ ...block, ...change }))].map(one =>
    blockHash(one).toString('hex'),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('a leaf holds who acted and whose affair it is by hash only, and no two entries by the same one', () => {
  const person = '00000000-0000-4000-8000-00000000aaaa';
  const one = leafEntryOf(event(1, { personId: person, subjectId: person }));
  const two = leafEntryOf(event(2, { personId: person, subjectId: person }));
  expect(JSON.stringify(one)).not.toContain(person);
  expect(one.person).toBe(one.subject);
  expect(one.person).not.toBe(two.person);
});

const list = fc.integer({ min: 2, max: 12 }).map(length => Array.from({ length }, (_, n) => event(n + 1)));

test('whatever one thing is done to a list of events is found at its place and named', () => {
  fc.assert(
    fc.property(list, fc.nat(), fc.nat(), (events, a, b) => {
      const sealed = leaves(events);
      const at = a % events.length;
      expect(firstDamage(events, sealed)).toBeUndefined();
      const changed = events.with(at, event(at + 1, { clientId: 'other' }));
      expect(firstDamage(changed, sealed)).toMatchObject({ at, how: 'changed' });
      expect(firstDamage(events.toSpliced(at, 1), sealed)).toMatchObject({ at, how: 'removed' });
      const inserted = events.toSpliced(at, 0, event(99));
      expect(firstDamage(inserted, sealed)).toMatchObject({ at, how: 'inserted', event: event(99) });
      const other = b % events.length;
      fc.pre(other !== at);
      const [one, two] = [events[at] as AuditEvent, events[other] as AuditEvent];
      const swapped = events.with(at, two).with(other, one);
      expect(firstDamage(swapped, sealed)).toMatchObject({ at: Math.min(at, other), how: 'reordered' });
    }),
  );
});
