import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/profile/catalogue/index.ts';
import { envelopeOf } from '../../src/profile/envelope.ts';
import { openPacked, pack, unpack } from '../../src/profile/packed.ts';
import type { StoredProfile, StoredValue } from '../../src/profile/value.ts';
import { versionOf } from '../../src/profile/version.ts';
import { textOf, writeFields } from '../../src/profile/written.ts';

const AT = new Date('2026-11-21T09:00:00.000Z');
const moment = fc.constantFrom(
  '2026-11-01T00:00:00.000Z',
  '2025-01-01T00:00:00.000Z',
  '2026-11-20T08:00:00.000Z',
);
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('شرکت «آروند» \u2028 "x"\\'));
const json = fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }) as fc.Arbitrary<StoredValue['value']>;
const key = fc.constantFrom(...catalogue.filter(field => !field.inputs?.length).map(field => field.key));
const value: fc.Arbitrary<StoredValue> = fc
  .record({
    status: fc.constantFrom('present', 'absent', 'not_applicable'),
    value: fc.oneof(json, text),
    record: fc.option(text),
    validFrom: fc.option(fc.constant('2020-03-21')),
    changedAt: moment,
    fetchedAt: moment,
    v: fc.constantFrom('abcdefghijkl', 'AAA-_9999999'),
  })
  .chain(known =>
    fc.constantFrom(
      known,
      known,
      { ...known, original: 'آروند  تجارت' },
      { ...known, original: 'x","attested":{"registry":"tax"}' },
      { ...known, attested: { registry: 'tax', record: null, at: known.fetchedAt } },
    ),
  );
const register = fc.constantFrom('legal-persons', 'tax', 'addressing');
const profile: fc.Arbitrary<StoredProfile> = fc.record(
  {
    kind: fc.constantFrom('entity', 'person', undefined),
    values: fc.dictionary(key, value, { maxKeys: 12 }),
    down: fc.dictionary(register, moment),
    awaited: fc.dictionary(
      register,
      fc.constantFrom(
        { askedAt: '2026-11-20T08:00:00.000Z', expectedBy: '2026-11-23T08:00:00.000Z' },
        { askedAt: '2026-11-01T08:00:00.000Z', expectedBy: '2026-11-03T08:00:00.000Z' },
      ),
    ),
    disputed: fc.dictionary(key, fc.constant({ caseId: 'c', since: '2026-11-20T08:00:00.000Z' }), {
      maxKeys: 3,
    }),
  },
  { requiredKeys: ['kind', 'values', 'down'] },
);
/** As JSON has it: no undefined, no minus nought. */
const plain = (profile: StoredProfile) => JSON.parse(JSON.stringify(profile)) as StoredProfile;

test('what was packed comes out as it was', () => {
  fc.assert(
    fc.property(profile, profile => {
      const packed = openPacked(pack(profile));
      expect(unpack(packed, packed.keys)).toEqual(plain(profile));
    }),
  );
});

test('what a blob keeps besides is not lost, neither of the profile nor of a value', () => {
  const one = { ...fc.sample(value, 1)[0], since: '2020-01-01' } as unknown as StoredValue;
  const more = { kind: 'entity', down: {}, other: { a: 1 }, values: { 'entity.legal_name': one } };
  const packed = openPacked(pack(more as unknown as StoredProfile));
  expect(unpack(packed, packed.keys)).toEqual(JSON.parse(JSON.stringify(more)));
});

test('a blob of the forms before is read', () => {
  fc.assert(
    fc.property(profile, profile => {
      for (const before of [Buffer.from(JSON.stringify(profile)), packedBefore(profile)]) {
        const packed = openPacked(before);
        expect(unpack(packed, packed.keys)).toEqual(plain(profile));
      }
    }),
    { numRuns: 20 },
  );
});

/** As a profile lay in its blob before: a byte, the length of an index, the index, the values. */
function packedBefore({ values, ...rest }: StoredProfile): Buffer {
  const texts = Object.values(values).map(({ value }) => Buffer.from(JSON.stringify(value)));
  const entries = Object.entries(values).map(([key, stored], at) => {
    const { status, value: _, record, validFrom, changedAt, fetchedAt, v, ...more } = stored;
    const place = ['present', 'absent', 'not_applicable'].indexOf(status);
    return [
      key,
      [place, record, validFrom, at * 2, at * 2 + 1, v, texts[at]?.length, more],
      changedAt,
      fetchedAt,
    ] as const;
  });
  const moments = entries.flatMap(([, , changedAt, fetchedAt]) => [changedAt, fetchedAt]);
  const index = Buffer.from(
    JSON.stringify({
      rest,
      moments,
      values: Object.fromEntries(entries.map(([key, entry]) => [key, entry])),
    }),
  );
  const head = Buffer.alloc(5, 1);
  head.writeUInt32BE(index.length, 1);
  return Buffer.concat([head, index, ...texts]);
}

test('an answer that says something else has another mark', () => {
  const two = fc
    .tuple(value, value)
    .filter(
      ([a, b]) =>
        (a.v === b.v) === (JSON.stringify([a.status, a.value]) === JSON.stringify([b.status, b.value])),
    );
  const written = (one: StoredValue) =>
    writeFields(
      pack({ kind: 'entity', values: { 'entity.legal_name': one }, down: {} }),
      ['entity.legal_name'],
      new Set(),
      AT,
    );
  fc.assert(
    fc.property(two, ([a, b]) => {
      const [one, other] = [written(a), written(b)];
      if (one.octets !== other.octets) expect(other.mark).not.toBe(one.mark);
    }),
  );
});

test('several fields together have another mark when one of them says something else', () => {
  const keys = ['entity.legal_name', 'entity.legal_id', 'entity.legal_form', 'entity.capital'] as const;
  const versioned = value.map(one => ({ ...one, v: versionOf(one.status, one.value) }));
  const all = fc.tuple(versioned, versioned, versioned, versioned);
  const written = (values: readonly StoredValue[]) =>
    writeFields(
      pack({
        kind: 'entity',
        values: Object.fromEntries(keys.map((key, at) => [key, values[at]])),
        down: {},
      } as StoredProfile),
      keys,
      new Set(),
      AT,
    );
  fc.assert(
    fc.property(all, all, fc.subarray([0, 1, 2, 3]), (a, b, others) => {
      const [one, other] = [
        written(a),
        written(a.map((was, at) => (others.includes(at) ? (b[at] ?? was) : was))),
      ];
      if (one.octets !== other.octets) expect(other.mark).not.toBe(one.mark);
      else expect(other.mark).toBe(one.mark);
    }),
  );
});

test('fields that are written without being read are the same to the byte as their envelopes', () => {
  const asked = catalogue.filter(({ inputs }) => !inputs || inputs.length === 0).map(({ key }) => key);
  fc.assert(
    fc.property(profile, fc.uniqueArray(fc.constantFrom(...asked)), (profile, keys) => {
      const read = plain(profile);
      const envelopes = keys.map(key => [key, envelopeOf(key, read, AT)] as const);
      const written = writeFields(pack(profile), keys, new Set(), AT);
      expect(textOf(written.octets)).toBe(JSON.stringify(Object.fromEntries(envelopes)));
      expect(written.stale).toBe(envelopes.some(([, envelope]) => envelope.stale));
    }),
  );
});

test('derived fields are written by the same rules, and nothing known is written too', () => {
  const known = (value: StoredValue['value']): StoredValue => ({
    status: 'present',
    value,
    record: '۱۲"',
    validFrom: null,
    changedAt: '2026-11-20T08:00:00.000Z',
    fetchedAt: '2026-11-20T08:00:00.000Z',
    v: 'abcdefghijkl',
  });
  const profile: StoredProfile = {
    kind: 'entity',
    values: {
      'entity.status': known('active'),
      'entity.staff_count': known(31),
      'entity.officers': known([{ name: 'سارا', role: 'managing_director', since: '2020-01-01' }]),
    },
    down: {},
  };
  const keys = catalogue.filter(({ key }) => key.startsWith('entity.')).map(({ key }) => key);
  for (const [bytes, stored] of [
    [pack(profile), profile],
    [undefined, { kind: undefined, values: {}, down: {} } as StoredProfile],
  ] as const) {
    const envelopes = keys.map(key => [key, envelopeOf(key, stored, AT)]);
    expect(textOf(writeFields(bytes, keys, new Set(), AT).octets)).toBe(
      JSON.stringify(Object.fromEntries(envelopes)),
    );
  }
});

test('what nobody allowed is named and not handed over', () => {
  const { octets } = writeFields(undefined, ['entity.legal_name'], new Set(['entity.legal_name']), AT);
  expect(JSON.parse(textOf(octets))).toMatchObject({
    'entity.legal_name': { value: null, status: 'withheld', v: null, source: null, stale: false },
  });
});
