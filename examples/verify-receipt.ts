/**
 * Checks a receipt of a permission without Yekbar: the file, the list of public keys, and jose.
 *
 *   curl -o keys.json https://…/.well-known/yekbar-record-keys.json     (once; the list only grows)
 *   node examples/verify-receipt.ts receipt.json keys.json
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';

export interface Verified {
  /** The record as it was signed at the moment of the yes. */
  readonly record: Readonly<Record<string, unknown>>;
  /** What happened to it up to the moment of the download. */
  readonly events: readonly { readonly event_state: string; readonly event_time: string }[];
  /** The values that the page showed, where the file holds them; each as the record vouches for it. */
  readonly values: readonly unknown[] | null;
}

/** @throws Error that says which part is not genuine */
export async function verifyReceipt(file: string, keys: JSONWebKeySet): Promise<Verified> {
  const receipt = JSON.parse(file) as Record<'signed_record' | 'signed_state', string> & {
    readonly values_disclosure: string | null;
  };
  const signed = async (jws: string, typ: string) => {
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys), {
      algorithms: ['ES256'],
    });
    if (protectedHeader.typ !== typ) throw new Error(`this is no ${typ}`);
    return JSON.parse(new TextDecoder().decode(payload));
  };
  const record = await signed(receipt.signed_record, 'consent-record+jwt');
  const state = await signed(receipt.signed_state, 'consent-state+jwt');
  if (state.record_digest !== sha256(receipt.signed_record))
    throw new Error('the events are those of another record');
  const disclosure = receipt.values_disclosure;
  if (disclosure !== null && sha256(disclosure) !== record.pii_processing.values_digest)
    throw new Error('the values are not those that were shown');
  const values = disclosure && JSON.parse(Buffer.from(disclosure, 'base64url').toString()).values;
  return { record, events: state.event, values };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

if (import.meta.main) {
  const [receipt = '', keys = ''] = process.argv.slice(2);
  const { record, events } = await verifyReceipt(
    readFileSync(receipt, 'utf8'),
    JSON.parse(readFileSync(keys, 'utf8')) as JSONWebKeySet,
  );
  console.log(`Genuine. Record ${record.jti}:`);
  for (const { event_state, event_time } of events) console.log(`  ${event_time}  ${event_state}`);
}
