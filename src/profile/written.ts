import type { Json } from '../registries/index.ts';
import { findField } from './catalogue/index.ts';
import { envelopeOf, type FieldEnvelope } from './envelope.ts';
import { openPacked, unpack } from './packed.ts';
import type { StoredProfile, StoredValue } from './value.ts';

/** Fields as the bytes of their JSON. */
export interface WrittenFields {
  /** `{"entity.legal_name":{"value":…},…}` */
  readonly text: Buffer;
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
  const bytes = new Bytes();
  let stale = false;
  let separator = '{';
  for (const key of keys) {
    const inputs = findField(key)?.inputs;
    const envelope = withheld.has(key)
      ? withheldEnvelope(key)
      : envelopeOf(key, inputs?.length ? read : plain, at);
    stale ||= envelope.stale;
    bytes.text(`${separator}"${key}":{"value":`);
    if (envelope.value === UNREAD && opened) bytes.bytes(opened.text(key));
    else bytes.text(JSON.stringify(envelope.value));
    writeRest(bytes, envelope);
    separator = ',';
  }
  bytes.text(keys.length > 0 ? '}' : '{}');
  return { text: bytes.done(), stale };
}

/** An envelope after its value. Texts of our own that need no quoting stand as they are; a test compares the whole. */
function writeRest(bytes: Bytes, envelope: FieldEnvelope): void {
  const { value: _value, status, class: kind, source, stale, v, ...moments } = envelope;
  bytes.text(`,"status":"${status}","class":"${kind}","source":`);
  if (source?.rule) bytes.text(JSON.stringify(source));
  else if (source) {
    bytes.bytes(custodianText(source.registry, source.custodian));
    bytes.text(source.record === null ? 'null}' : `${JSON.stringify(source.record)}}`);
  } else bytes.text('null');
  const { valid_from, changed_at, fetched_at, fresh_until } = moments;
  bytes.text(
    `,"valid_from":${quoted(valid_from)},"changed_at":${quoted(changed_at)},"fetched_at":${quoted(fetched_at)},"fresh_until":${quoted(fresh_until)},"stale":${stale},"v":${quoted(v)}}`,
  );
}

/** A moment, a day or a version: none of them has signs that JSON would escape. */
const quoted = (text: string | null): string => (text === null ? 'null' : `"${text}"`);

const custodians = new Map<string, Buffer>();

/** The start of a source; there are as many as registers. */
function custodianText(registry: string, custodian: string): Buffer {
  const known = custodians.get(registry);
  if (known) return known;
  const text = JSON.stringify({ registry, custodian });
  const made = Buffer.from(`${text.slice(0, -1)},"record":`);
  custodians.set(registry, made);
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

/** One buffer serves all releases, one after the other: what is written is copied out, and nothing stays in it. */
let scratch = Buffer.alloc(65_536);

/** Bytes that grow at their end. Used from `done` to `done` without a pause. */
class Bytes {
  #at = 0;

  text(text: string): void {
    // A sign of JavaScript takes three bytes at the most.
    this.#ensure(text.length * 3);
    this.#at += scratch.write(text, this.#at);
  }

  bytes(bytes: Buffer): void {
    this.#ensure(bytes.length);
    this.#at += bytes.copy(scratch, this.#at);
  }

  done(): Buffer {
    const text = Buffer.from(scratch.subarray(0, this.#at));
    scratch.fill(0, 0, this.#at);
    return text;
  }

  #ensure(more: number): void {
    if (this.#at + more <= scratch.length) return;
    const larger = Buffer.alloc(Math.max(scratch.length * 2, this.#at + more));
    scratch.copy(larger, 0, 0, this.#at);
    scratch = larger;
  }
}
