import { getRegistry } from '../registries/index.ts';
import type { Field } from './catalogue/field.ts';
import { findField } from './catalogue/index.ts';
import { envelopeOf, type FieldEnvelope, isStale, type Until, untilOf } from './envelope.ts';
import { type Line, openPacked, type Packed, unpack } from './packed.ts';
import { nothingKnown, type StoredProfile } from './value.ts';

/**
 * UTF-8 as it is sent, one sign a byte: cut, joined and written to the socket without being decoded or encoded again.
 * What is ASCII is the same in both.
 */
export type Octets = string & { readonly octets: never };

export function octetsOf(text: string): Octets {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return (/^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1')) as Octets;
}

export function textOf(octets: Octets): string {
  return Buffer.from(octets, 'latin1').toString();
}

/** Fields as their JSON. */
export interface WrittenFields {
  /** `{"entity.legal_name":{"value":…},…}` */
  readonly octets: Octets;
  /** Other octets have another, and it is shorter. */
  readonly mark: string;
  /** Those that are not fresh. */
  readonly stale: boolean;
}

/** An envelope as its JSON, without the brace before it. */
interface WrittenEnvelope {
  readonly text: string;
  readonly mark: string;
  readonly stale: boolean;
}

/**
 * The envelopes of a sealed profile as JSON, in the order of the keys: what `envelopeOf` says of each, only that the
 * texts of values go from the blob into the answer as they are. Most of a release was reading and writing them.
 * @param packed the opened blob; undefined: nothing is known of the subject
 * @param withheld keys that nobody has allowed
 */
export function writeFields(
  packed: Buffer | undefined,
  keys: readonly string[],
  withheld: ReadonlySet<string>,
  at: Date,
): WrittenFields {
  const opened = packed && openPacked(packed);
  let stale = false;
  let octets = '';
  let mark = '';
  for (const key of keys) {
    const written = withheld.has(key) ? writeEnvelope(withheldEnvelope(key)) : writeField(opened, key, at);
    stale ||= written.stale;
    mark += `${key} ${written.mark}\n`;
    octets += `${octets === '' ? '{' : ','}"${key}":{"value":${written.text}`;
  }
  return { octets: (octets === '' ? '{}' : `${octets}}`) as Octets, mark, stale };
}

function writeField(packed: Packed | undefined, key: string, at: Date): WrittenEnvelope {
  const field = findField(key);
  const line = packed?.line(key);
  if (packed && field && line && isPlain(packed, key, line)) {
    const until = untilOf(line.fetchedAt, field.freshDays);
    const stale = isStale(field, until, packed.rest, at);
    // What a register has still to answer is only said where it has not.
    if (!stale || !packed.rest.awaited)
      return { text: writePlain(field, line, until, stale), mark: markOf(line, until, stale), stale };
  }
  return writeEnvelope(envelopeOf(key, packed ? storedFor(packed, key, field, line) : nothingKnown, at));
}

/** Nothing is kept of it that says more than its line: nobody attests it, nobody disputes it. */
function isPlain({ rest }: Packed, key: string, { more }: Line): boolean {
  return more === 'null' && !rest.disputed?.[key];
}

/** What `envelopeOf` needs to know for this field. */
function storedFor(
  packed: Packed,
  key: string,
  field: Field | undefined,
  line: Line | undefined,
): StoredProfile {
  if (field?.inputs?.length) return unpack(packed, field.inputs);
  return line ? unpack(packed, [key]) : { ...packed.rest, values: {} };
}

function writePlain(field: Field, line: Line, until: Until, stale: boolean): string {
  const { status, value, validFrom, changedAt, fetchedAt, v } = line;
  const source = field.registry === null ? 'null' : `${startOfSource(field)}${line.record}}`;
  return `${status === 'present' ? value : 'null'},"status":"${status}","class":"${field.class}","source":${source},"valid_from":${validFrom},"changed_at":"${changedAt}","fetched_at":"${fetchedAt}","fresh_until":"${until.text}","stale":${stale},"v":"${v}"}`;
}

/** Of all that `writePlain` says: `v` stands for status and value. */
function markOf({ v, record, validFrom, changedAt, fetchedAt }: Line, until: Until, stale: boolean): string {
  return `${v} ${record} ${validFrom} ${changedAt} ${fetchedAt} ${until.text} ${stale}`;
}

/** Texts of our own that need no quoting stand as they are; a test compares the whole. */
function writeEnvelope(envelope: FieldEnvelope): WrittenEnvelope {
  const { value, source, status, class: kind, stale, v, awaited } = envelope;
  const { valid_from, changed_at, fetched_at, fresh_until } = envelope;
  const said = value === null ? 'null' : octetsOf(JSON.stringify(value));
  const text = `${said},"status":"${status}","class":"${kind}","source":${writeSource(source)},"valid_from":${quoted(valid_from)},"changed_at":${quoted(changed_at)},"fetched_at":${quoted(fetched_at)},"fresh_until":${quoted(fresh_until)},"stale":${stale},"v":${quoted(v)}${awaited ? `,"awaited":${JSON.stringify(awaited)}` : ''}}`;
  return { text, mark: text, stale };
}

function writeSource(source: FieldEnvelope['source']): string {
  if (!source) return 'null';
  const { registry, custodian, record, ...more } = source;
  const start = `${startOf(registry, custodian)}${record === null ? 'null' : octetsOf(JSON.stringify(record))}`;
  return source.rule ? `${start},${octetsOf(JSON.stringify(more)).slice(1)}` : `${start}}`;
}

/** A moment, a day or a version: none of them has signs that JSON would escape. */
const quoted = (text: string | null): string => (text === null ? 'null' : `"${text}"`);

const starts = new Map<string, string>();

/** A source up to its record: there are as many as registers. */
function startOf(registry: string, custodian: string): string {
  const known = starts.get(registry);
  if (known !== undefined) return known;
  const text = JSON.stringify({ registry, custodian });
  const made = octetsOf(`${text.slice(0, -1)},"record":`);
  starts.set(registry, made);
  return made;
}

function startOfSource({ registry }: Field): string {
  return registry === null
    ? ''
    : (starts.get(registry) ?? startOf(registry, getRegistry(registry).custodian.fa));
}

/** Of the purpose, but nobody has allowed it (yet). */
function withheldEnvelope(key: string): FieldEnvelope {
  return {
    value: null,
    status: 'withheld',
    class: findField(key)?.class ?? 'authoritative',
    source: null,
    valid_from: null,
    changed_at: null,
    fetched_at: null,
    fresh_until: null,
    stale: false,
    v: null,
  };
}
