/** Levels of assurance 1, 2, 3, as a purpose demands them and as `acr` names them. */
export type Level = 1 | 2 | 3;

/**
 * What a factor says of itself in `amr` (RFC 8176). `hwk` and `swk` stand only for keys that verified their user; `x509`,
 * which the RFC has no word for, for a certificate of an authority that is trusted here.
 */
export type Method = 'pwd' | 'otp' | 'sms' | 'hwk' | 'swk' | 'x509' | 'user' | 'pop' | 'mfa';

const KEYS: readonly string[] = ['hwk', 'swk'];
const CODES: readonly string[] = ['otp', 'sms'];

/** All that was used, once each; `mfa` comes in where two of them are different factors. */
export function amrOf(...used: readonly (readonly string[])[]): string[] {
  const methods = new Set(used.flat());
  const has = (kinds: readonly string[]) => kinds.some(kind => methods.has(kind));
  if (has(KEYS) || (methods.has('pwd') && has([...CODES, 'x509']))) methods.add('mfa');
  return [...methods];
}

/**
 * What the methods together are worth: 1 a password, or codes alone; 2 two different factors, or a passkey that
 * verified its user; 3 such a key that never left its hardware, or a certificate beside a password or a key. More
 * methods never make it less.
 * @param matched identity and mobile are matched by the registers; without that nothing is worth more than 1
 */
export function levelOf(amr: readonly string[], matched: boolean): Level {
  if (!matched) return 1;
  const methods = amrOf(amr);
  if (methods.includes('hwk')) return 3;
  // Who holds the certificate is known; that it is he himself says the other factor.
  if (methods.includes('x509') && ['pwd', 'swk'].some(other => methods.includes(other))) return 3;
  return methods.includes('swk') || (methods.includes('pwd') && CODES.some(code => methods.includes(code)))
    ? 2
    : 1;
}

const ACR = 'urn:yekbar:loa:';

export function acrOf(level: Level): string {
  return `${ACR}${level}`;
}

/** undefined for what is no level of ours. */
export function levelOfAcr(acr: string | undefined): Level | undefined {
  const found = ([1, 2, 3] as const).find(level => acrOf(level) === acr);
  return found;
}
