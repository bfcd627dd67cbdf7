import type { Json } from '../registries/index.ts';
import type { StoredProfile, StoredValue } from './value.ts';

/**
 * How a profile lies in its sealed blob: one byte of form, the length of the index, the index (JSON), then the values
 * as JSON texts one after the other. A release hands the bytes of a value on as they are, without reading them; and
 * moments that repeat are written once, so that a blob is half as long as the plain JSON of it.
 */
const FORM = 1;
const HEAD = 5;
const statuses = ['present', 'absent', 'not_applicable'] as const satisfies readonly StoredValue['status'][];

/** Status, record, validFrom, moments of changedAt and fetchedAt, v, length of the value's text, whatever else. */
type Entry = [number, string | null, string | null, number, number, string, number, object?];

interface Index {
  /** All of the profile but its values. */
  readonly rest: Omit<StoredProfile, 'values'>;
  readonly moments: string[];
  readonly values: Record<string, Entry>;
}

export function pack(profile: StoredProfile): Buffer {
  const { values, ...rest } = profile;
  const moments: string[] = [];
  const momentOf = (text: string): number => {
    const known = moments.indexOf(text);
    return known < 0 ? moments.push(text) - 1 : known;
  };
  const texts: Buffer[] = [];
  const entries = Object.entries(values).map(([key, stored]): [string, Entry] => {
    const { status, value, record, validFrom, changedAt, fetchedAt, v, ...more } = stored;
    const text = Buffer.from(JSON.stringify(value));
    texts.push(text);
    const entry: Entry = [
      statuses.indexOf(status),
      record,
      validFrom,
      momentOf(changedAt),
      momentOf(fetchedAt),
      v,
      text.length,
    ];
    if (Object.keys(more).length > 0) entry.push(more);
    return [key, entry];
  });
  const index: Index = { rest, moments, values: Object.fromEntries(entries) };
  const text = Buffer.from(JSON.stringify(index));
  const head = Buffer.alloc(HEAD, FORM);
  head.writeUInt32BE(text.length, 1);
  return Buffer.concat([head, text, ...texts]);
}

/** A profile whose values have not been read. */
export class Packed {
  readonly rest: Omit<StoredProfile, 'values'>;
  readonly #bytes: Buffer;
  readonly #index: Index;
  readonly #starts = new Map<string, number>();

  constructor(bytes: Buffer) {
    if (bytes[0] !== FORM) throw new Error('a profile of an unknown form');
    let at = HEAD + bytes.readUInt32BE(1);
    this.#bytes = bytes;
    this.#index = JSON.parse(bytes.toString('utf8', HEAD, at)) as Index;
    this.rest = this.#index.rest;
    for (const key of Object.keys(this.#index.values)) {
      this.#starts.set(key, at);
      at += this.#lengthOf(key);
    }
  }

  get keys(): string[] {
    return [...this.#starts.keys()];
  }

  /** What is kept of a field, with `value` in the place of the value. */
  around(key: string, value: Json): StoredValue | undefined {
    const { values, moments } = this.#index;
    const entry = this.#starts.has(key) ? values[key] : undefined;
    if (!entry) return undefined;
    const stored: StoredValue = {
      status: statuses[entry[0]] ?? 'absent',
      value,
      record: entry[1],
      validFrom: entry[2],
      changedAt: moments[entry[3]] ?? '',
      fetchedAt: moments[entry[4]] ?? '',
      v: entry[5],
    };
    return entry[7] ? { ...stored, ...entry[7] } : stored;
  }

  /** The value as JSON. */
  text(key: string): string {
    const start = this.#starts.get(key) ?? HEAD;
    return this.#bytes.toString('utf8', start, start + this.#lengthOf(key));
  }

  /** The same, one sign a byte. */
  octets(key: string): string {
    const start = this.#starts.get(key) ?? HEAD;
    return this.#bytes.toString('latin1', start, start + this.#lengthOf(key));
  }

  #lengthOf(key: string): number {
    return this.#index.values[key]?.[6] ?? 0;
  }
}

export function openPacked(bytes: Buffer): Packed {
  // The form before this one was the JSON of the whole.
  const former = bytes[0] === 0x7b;
  return new Packed(former ? pack(JSON.parse(bytes.toString()) as StoredProfile) : bytes);
}

/** The profile, or those fields of it. */
export function unpack(packed: Packed, keys: readonly string[]): StoredProfile {
  const values: Record<string, StoredValue> = {};
  for (const key of keys) {
    const stored = packed.around(key, null);
    if (stored) values[key] = { ...stored, value: JSON.parse(packed.text(key)) as Json };
  }
  return { ...packed.rest, values };
}
