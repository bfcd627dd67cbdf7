import { hash, sign } from 'node:crypto';
import type { SigningKey } from '../contracts.ts';

/**
 * Headers by which a registry knows that a question is ours and unchanged: HTTP message signature (RFC 9421) with
 * Ed25519 over method, address, body (RFC 9530) and tracking code.
 */
export function signedHeaders(
  { id, key }: SigningKey,
  question: { readonly address: string; readonly body: string; readonly tracking: string; readonly at: Date },
): Record<string, string> {
  const { address, body, tracking, at } = question;
  const digest = `sha-256=:${hash('sha256', body, 'base64')}:`;
  const created = Math.floor(at.getTime() / 1_000);
  const covered = '("@method" "@target-uri" "content-digest" "x-inquiry")';
  const params = `${covered};created=${created};keyid="${id}";alg="ed25519"`;
  const base = [
    '"@method": POST',
    `"@target-uri": ${address}`,
    `"content-digest": ${digest}`,
    `"x-inquiry": ${tracking}`,
    `"@signature-params": ${params}`,
  ].join('\n');
  return {
    'content-digest': digest,
    'signature-input': `yekbar=${params}`,
    signature: `yekbar=:${sign(null, Buffer.from(base), key).toString('base64')}:`,
  };
}
