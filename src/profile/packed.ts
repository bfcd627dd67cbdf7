import type { Json } from '../registries/index.ts';
import { formerProfile } from './packed-before.ts';
import type { StoredProfile, StoredValue } from './value.ts';

/**
 * How a profile lies in its sealed blob: one byte of form, the lengths of the three parts that follow, what is known of
 * all of it (JSON), the keys of its fields, a row of numbers for each, and the texts. A release cuts out the texts of
 * the fields that it wants and hands them on as they are: nothing else is read. Moments that repeat are written once.
 */
const FORM = 2;
const HEAD = 13;
/** Start and length of the value, lengths of record, more, validFrom and v, status, moments of change and fetching. */
const ROW = 24;
const statuses = ['present', 'absent', 'not_applicable'] as const satisfies readonly StoredValue['status'][];

/** All of the profile but its values. */
type Rest = Omit<StoredProfile, 'values'>;
interface Whole {
  readonly rest: Rest;
  readonly moments: readonly string[];
}

export function pack(profile: StoredProfile): Buffer {
  const { values, ...rest } = profile;
  const moments: string[] = [];
  const momentOf = (text: string): number => {
    const known = moments.indexOf(text);
    return known < 0 ? moments.push(text) - 1 : known;
  };
  const texts: Buffer[] = [];
  let start = 0;
  const rows = Object.values(values).map(stored => {
    const { status, value, record, validFrom, changedAt, fetchedAt, v, ...more } = stored;
    const kept = [value, record, Object.keys(more).length > 0 ? more : null, validFrom].map(one =>
      JSON.stringify(one),
    );
    const [value_ = 0, record_ = 0, more_ = 0, validFrom_ = 0, v_ = 0] = [...kept, v].map(text => {
      const bytes = Buffer.from(text);
      texts.push(bytes);
      return bytes.length;
    });
    const row = Buffer.alloc(ROW);
    let at = row.writeUInt32BE(start);
    at = row.writeUInt32BE(value_, at);
    at = row.writeUInt32BE(record_, at);
    at = row.writeUInt32BE(more_, at);
    at = row.writeUInt16BE(validFrom_, at);
    at = row.writeUInt8(v_, at);
    at = row.writeUInt8(statuses.indexOf(status), at);
    at = row.writeUInt16BE(momentOf(changedAt), at);
    row.writeUInt16BE(momentOf(fetchedAt), at);
    start += value_ + record_ + more_ + validFrom_ + v_;
    return row;
  });
  const whole: Whole = { rest, moments };
  const parts = [JSON.stringify(whole), Object.keys(values).join('\n')].map(text => Buffer.from(text));
  const head = Buffer.alloc(HEAD, FORM);
  [...parts, Buffer.concat(rows)].forEach((part, at) => {
    head.writeUInt32BE(part.length, 1 + at * 4);
  });
  return Buffer.concat([head, ...parts, ...rows, ...texts]);
}

/** What is kept of a field. Texts are octets (UTF-8, one sign a byte). */
export interface Line {
  readonly status: StoredValue['status'];
  readonly changedAt: string;
  readonly fetchedAt: string;
  readonly v: string;
  /** JSON */
  readonly value: string;
  readonly validFrom: string;
  readonly record: string;
  /** JSON of whatever else is kept of it; 'null' for nothing. */
  readonly more: string;
}

type Places = ReadonlyMap<string, number>;

interface Layout {
  readonly list: Buffer;
  readonly places: Places;
}
/** Subjects of a kind mostly have the same fields in the same order: the last list of each length, and where each stands. */
const layouts = new Map<number, Layout>();
const MOST_LAYOUTS = 500;

function placesOf(list: Buffer): Places {
  const known = layouts.get(list.length);
  if (known?.list.equals(list)) return known.places;
  if (layouts.size >= MOST_LAYOUTS) layouts.clear();
  const keys = list.length === 0 ? [] : list.toString().split('\n');
  const places = new Map(keys.map((key, at) => [key, at]));
  // A copy: what is cut out of an opened blob would keep all of it.
  layouts.set(list.length, { list: Buffer.from(list), places });
  return places;
}

/** A profile whose values have not been read. */
export class Packed {
  readonly rest: Rest;
  readonly #bytes: Buffer;
  /** All of it as octets: what is cut out of it is not copied. */
  readonly #octets: string;
  readonly #moments: readonly string[];
  readonly #places: Places;
  readonly #rows: number;
  readonly #texts: number;

  constructor(bytes: Buffer) {
    if (bytes[0] !== FORM) throw new Error('a profile of an unknown form');
    const keys = HEAD + bytes.readUInt32BE(1);
    this.#rows = keys + bytes.readUInt32BE(5);
    this.#texts = this.#rows + bytes.readUInt32BE(9);
    this.#bytes = bytes;
    this.#octets = bytes.toString('latin1');
    const { rest, moments } = read<Whole>(this.#octets.slice(HEAD, keys));
    this.rest = rest;
    this.#moments = moments;
    this.#places = placesOf(bytes.subarray(keys, this.#rows));
  }

  get keys(): string[] {
    return [...this.#places.keys()];
  }

  /** What is kept of a field's value, read. */
  value(key: string): Json | undefined {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    const row = this.#rows + place * ROW;
    const start = this.#texts + this.#bytes.readUInt32BE(row);
    return JSON.parse(this.#bytes.toString('utf8', start, start + this.#bytes.readUInt32BE(row + 4))) as Json;
  }

  line(key: string): Line | undefined {
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    const [bytes, octets, row] = [this.#bytes, this.#octets, this.#rows + place * ROW];
    const value = this.#texts + bytes.readUInt32BE(row);
    const record = value + bytes.readUInt32BE(row + 4);
    const more = record + bytes.readUInt32BE(row + 8);
    const validFrom = more + bytes.readUInt32BE(row + 12);
    const v = validFrom + bytes.readUInt16BE(row + 16);
    return {
      status: statuses[bytes.readUInt8(row + 19)] ?? 'absent',
      changedAt: this.#moments[bytes.readUInt16BE(row + 20)] ?? '',
      fetchedAt: this.#moments[bytes.readUInt16BE(row + 22)] ?? '',
      v: octets.slice(v, v + bytes.readUInt8(row + 18)),
      value: octets.slice(value, record),
      validFrom: octets.slice(validFrom, v),
      record: octets.slice(record, more),
      more: octets.slice(more, validFrom),
    };
  }
}

export function openPacked(bytes: Buffer): Packed {
  const former = formerProfile(bytes);
  return new Packed(former ? pack(former) : bytes);
}

/** What is kept of a field, with `value` in the place of the value. */
export function storedOf(line: Line, value: Json): StoredValue {
  const { status, changedAt, fetchedAt, v, more } = line;
  const known = {
    status,
    value,
    record: read<string | null>(line.record),
    validFrom: read<string | null>(line.validFrom),
    changedAt,
    fetchedAt,
    v,
  };
  return more === 'null' ? known : { ...known, ...read<object>(more) };
}

/** The profile, or those fields of it. */
export function unpack(packed: Packed, keys: readonly string[]): StoredProfile {
  const values: Record<string, StoredValue> = {};
  for (const key of keys) {
    const line = packed.line(key);
    if (line) values[key] = storedOf(line, read<Json>(line.value));
  }
  return { ...packed.rest, values };
}

/** What a rule follows from: values and their moments, and nothing else that is kept of them. */
export function unpackInputs(packed: Packed, keys: readonly string[]): StoredProfile {
  const values: Record<string, StoredValue> = {};
  for (const key of keys) {
    const line = packed.line(key);
    if (!line) continue;
    const { status, changedAt, fetchedAt, v } = line;
    const value = packed.value(key) ?? null;
    values[key] = { status, value, record: null, validFrom: null, changedAt, fetchedAt, v };
  }
  const { rest } = packed;
  return { kind: rest.kind, down: rest.down, ...(rest.disputed && { disputed: rest.disputed }), values };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const isAscii = (octets: string) => /^[\x00-\x7f]*$/.test(octets);
const textOf = (octets: string) => (isAscii(octets) ? octets : Buffer.from(octets, 'latin1').toString());

function read<T>(octets: string): T {
  return octets === 'null' ? (null as T) : (JSON.parse(textOf(octets)) as T);
}
