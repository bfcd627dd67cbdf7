import { getRegistry } from '../registries/index.ts';
import type { Field } from './catalogue/field.ts';
import { findField } from './catalogue/index.ts';
import { envelopeOf, type FieldEnvelope, isStale, type Until, untilOf } from './envelope.ts';
import { type Line, openPacked, type Packed, unpack, unpackInputs } from './packed.ts';
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

/** An envelope as the pieces of its JSON, and those of its mark. */
interface Pieces {
  readonly text: string[];
  readonly mark: string[];
  /** The moments that the mark has named: most fields share them, and then their place says enough. */
  readonly times: string[];
}

/**
 * The envelopes of a sealed profile as JSON, in the order of the keys: what `envelopeOf` says of each, only that the
 * texts of values go from the blob into the answer as they are. Most of a release was reading and writing them. Pieces are
 * joined once: added one by one they would be a tree that is walked when it is sent.
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
  const pieces: Pieces = { text: [], mark: [], times: [] };
  let stale = false;
  for (const key of keys) {
    pieces.text.push(pieces.text.length === 0 ? '{' : ',');
    pieces.mark.push(key, ' ');
    const isStale = withheld.has(key)
      ? writeEnvelope(pieces, key, withheldEnvelope(key))
      : writeField(pieces, opened, key, at);
    stale ||= isStale;
    pieces.mark.push('\n');
  }
  const octets = keys.length === 0 ? '{}' : `${pieces.text.join('')}}`;
  return { octets: octets as Octets, mark: pieces.mark.join(''), stale };
}

/** @returns whether it is stale */
function writeField(pieces: Pieces, packed: Packed | undefined, key: string, at: Date): boolean {
  const field = findField(key);
  const line = packed?.line(key);
  if (packed && field && line && isPlain(packed, key, line)) {
    const until = untilOf(line.fetchedAt, field.freshDays);
    const stale = isStale(field, until, packed.rest, at);
    // What a register has still to answer is only said where it has not.
    if (!stale || !packed.rest.awaited) {
      writePlain(pieces, field, line, timesOf(field, line, until, stale));
      return stale;
    }
  }
  const known = packed ? storedFor(packed, key, field, line) : nothingKnown;
  return writeEnvelope(pieces, key, envelopeOf(key, known, at));
}

/** What is kept of it beyond its line says nothing here: nobody attests it (no name in a JSON text but its own), nobody disputes it. */
function isPlain({ rest }: Packed, key: string, { more }: Line): boolean {
  return (more === 'null' || !more.includes('"attested":')) && !rest.disputed?.[key];
}

/** What `envelopeOf` needs to know for this field. */
function storedFor(
  packed: Packed,
  key: string,
  field: Field | undefined,
  line: Line | undefined,
): StoredProfile {
  if (field?.inputs?.length) return unpackInputs(packed, field.inputs);
  return line ? unpack(packed, [key]) : { ...packed.rest, values: {} };
}

function writePlain({ text, mark, times: named }: Pieces, field: Field, line: Line, times: string): void {
  const { status, value, record, validFrom, v } = line;
  const frame = frameOf(field);
  text.push(frame.before, status === 'present' ? value : 'null', frame.between[status]);
  if (field.registry !== null) text.push(record, '}');
  text.push(',"valid_from":', validFrom, times, v, '"}');
  // `v` stands for status and value.
  const place = named.indexOf(times);
  mark.push(v, ' ', record, ' ', validFrom, ' ', place < 0 ? times : String(place));
  if (place < 0) named.push(times);
}

/** What of a field's envelope is the same for everybody: up to the value, and from there to the record. */
interface Frame {
  readonly before: string;
  readonly between: Readonly<Record<Line['status'], string>>;
}
const frames = new Map<Field, Frame>();

function frameOf(field: Field): Frame {
  const known = frames.get(field);
  if (known) return known;
  const source = startOfSource(field);
  const between = (status: Line['status']) =>
    octetsOf(`,"status":"${status}","class":"${field.class}","source":`) + source;
  const frame = {
    before: `"${field.key}":{"value":`,
    between: {
      present: between('present'),
      absent: between('absent'),
      not_applicable: between('not_applicable'),
    },
  };
  frames.set(field, frame);
  return frame;
}

interface Times {
  readonly changedAt: string;
  readonly until: Until;
  readonly stale: boolean;
  readonly text: string;
}
/** Fields of one blob mostly have the same moments: the last text for each number of days. */
const lastTimes = new Map<number, Times>();

/** From when to when a value holds, up to its version. */
function timesOf({ freshDays }: Field, { changedAt, fetchedAt }: Line, until: Until, stale: boolean): string {
  const last = lastTimes.get(freshDays);
  if (last?.until === until && last.changedAt === changedAt && last.stale === stale) return last.text;
  const text = [
    ...[',"changed_at":"', changedAt, '","fetched_at":"', fetchedAt, '","fresh_until":"', until.text],
    ...['","stale":', String(stale), ',"v":"'],
  ].join('');
  lastTimes.set(freshDays, { changedAt, until, stale, text });
  return text;
}

/** Texts of our own that need no quoting stand as they are; a test compares the whole. @returns whether it is stale */
function writeEnvelope(pieces: Pieces, key: string, envelope: FieldEnvelope): boolean {
  const { value, source, status, class: kind, stale, v, awaited } = envelope;
  const { valid_from, changed_at, fetched_at, fresh_until } = envelope;
  const said = value === null ? 'null' : octetsOf(JSON.stringify(value));
  const text = `"${key}":{"value":${said},"status":"${status}","class":"${kind}","source":${writeSource(source)},"valid_from":${quoted(valid_from)},"changed_at":${quoted(changed_at)},"fetched_at":${quoted(fetched_at)},"fresh_until":${quoted(fresh_until)},"stale":${stale},"v":${quoted(v)}${awaited ? `,"awaited":${JSON.stringify(awaited)}` : ''}}`;
  pieces.text.push(text);
  pieces.mark.push(text);
  return stale;
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
  return registry === null ? 'null' : startOf(registry, getRegistry(registry).custodian.fa);
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
