import type { Json } from '../registries/index.ts';
import { findField } from './catalogue/index.ts';
import { envelopeOf, type FieldEnvelope } from './envelope.ts';
import { openPacked, unpack } from './packed.ts';
import type { StoredProfile, StoredValue } from './value.ts';

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
  /** Those that are not fresh. */
  readonly stale: boolean;
}

/** Stands where a stored value is handed on without being read. */
const UNREAD: Json = Object.freeze({});

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
  const derived = keys.flatMap(key => findField(key)?.inputs ?? []);
  const rest = opened?.rest ?? { kind: undefined, down: {} };
  const read: StoredProfile = opened ? unpack(opened, [...new Set(derived)]) : { ...rest, values: {} };
  const unread: Record<string, StoredValue> = {};
  if (opened)
    for (const key of keys) {
      const stored = opened.around(key, UNREAD);
      if (stored) unread[key] = stored;
    }
  const plain: StoredProfile = { ...rest, values: unread };
  let stale = false;
  let octets = '';
  for (const key of keys) {
    const inputs = findField(key)?.inputs;
    const envelope = withheld.has(key)
      ? withheldEnvelope(key)
      : envelopeOf(key, inputs?.length ? read : plain, at);
    stale ||= envelope.stale;
    const value =
      envelope.value === UNREAD && opened ? opened.octets(key) : octetsOf(JSON.stringify(envelope.value));
    octets += `${octets === '' ? '{' : ','}"${key}":{"value":${value}${restOf(envelope)}`;
  }
  return { octets: (octets === '' ? '{}' : `${octets}}`) as Octets, stale };
}

/** An envelope after its value. Texts of our own that need no quoting stand as they are; a test compares the whole. */
function restOf(envelope: FieldEnvelope): string {
  const { status, class: kind, source, stale, v, awaited } = envelope;
  const { valid_from, changed_at, fetched_at, fresh_until } = envelope;
  return `,"status":"${status}","class":"${kind}","source":${sourceOf(source)},"valid_from":${quoted(valid_from)},"changed_at":${quoted(changed_at)},"fetched_at":${quoted(fetched_at)},"fresh_until":${quoted(fresh_until)},"stale":${stale},"v":${quoted(v)}${awaited ? `,"awaited":${JSON.stringify(awaited)}` : ''}}`;
}

function sourceOf(source: FieldEnvelope['source']): string {
  if (!source) return 'null';
  if (source.rule) return octetsOf(JSON.stringify(source));
  const { registry, custodian, record } = source;
  return `${startOfSource(registry, custodian)}${record === null ? 'null' : octetsOf(JSON.stringify(record))}}`;
}

/** A moment, a day or a version: none of them has signs that JSON would escape. */
const quoted = (text: string | null): string => (text === null ? 'null' : `"${text}"`);

const starts = new Map<string, string>();

/** There are as many as registers. */
function startOfSource(registry: string, custodian: string): string {
  const known = starts.get(registry);
  if (known !== undefined) return known;
  const text = JSON.stringify({ registry, custodian });
  const made = octetsOf(`${text.slice(0, -1)},"record":`);
  starts.set(registry, made);
  return made;
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
