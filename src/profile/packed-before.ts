import type { Json } from '../registries/index.ts';
import type { StoredProfile, StoredValue } from './value.ts';

/** The forms that a profile had in its blob before this one: each becomes the present one when it is next written. */

const statuses = ['present', 'absent', 'not_applicable'] as const;

/** Status, record, validFrom, moments of changedAt and fetchedAt, v, length of the value's text, whatever else. */
type Entry = [number, string | null, string | null, number, number, string, number, object?];
interface Index {
  readonly rest: Omit<StoredProfile, 'values'>;
  readonly moments: readonly string[];
  readonly values: Readonly<Record<string, Entry>>;
}

/** The profile that lies in an earlier form; undefined: it is none of them. */
export function formerProfile(bytes: Buffer): StoredProfile | undefined {
  // The first was the JSON of the whole.
  if (bytes[0] === 0x7b) return JSON.parse(bytes.toString()) as StoredProfile;
  return bytes[0] === 1 ? indexed(bytes) : undefined;
}

/** The second: one byte, the length of an index in JSON, the index, then the texts of the values. */
function indexed(bytes: Buffer): StoredProfile {
  let at = 5 + bytes.readUInt32BE(1);
  const { rest, moments, values } = JSON.parse(bytes.toString('utf8', 5, at)) as Index;
  const read = ([status, record, validFrom, changed, fetched, v, length, more]: Entry): StoredValue => {
    const value = JSON.parse(bytes.toString('utf8', at, at + length)) as Json;
    at += length;
    return {
      status: statuses[status] ?? 'absent',
      value,
      record,
      validFrom,
      changedAt: moments[changed] ?? '',
      fetchedAt: moments[fetched] ?? '',
      v,
      ...more,
    };
  };
  return {
    ...rest,
    values: Object.fromEntries(Object.entries(values).map(([key, entry]) => [key, read(entry)])),
  };
}
