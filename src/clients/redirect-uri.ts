import { isIP } from 'node:net';
import { domainToUnicode } from 'node:url';
import type { ProblemCode } from './input.ts';

const LONGEST = 1000;
const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why an address may not be registered to be redirected to, or undefined when it may. Registered addresses are
 * compared sign by sign (RFC 9700 §2.1), so only an address in its one normal form is taken.
 * @param sandbox http on this machine is allowed besides
 */
export function redirectUriProblem(text: string, sandbox: boolean): ProblemCode | undefined {
  if (text === '') return 'missing';
  if (text.length > LONGEST) return 'too_long';
  if (text.includes('*')) return 'wildcard';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || /[\s\\]/.test(text)) return 'malformed';
  if (text.includes('#')) return 'fragment';
  if (url.username || url.password || /^[a-z]+:\/\/[^/?]*@/i.test(text)) return 'user_part';
  if (sandbox && url.protocol === 'http:' && THIS_MACHINE.has(url.hostname)) return canonical(url, text);
  if (url.protocol !== 'https:') return 'not_https';
  if (isIP(url.hostname) || url.hostname.startsWith('[')) return 'ip_address';
  if (
    !/^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(url.hostname) ||
    /\.(localhost|local|internal)$/.test(url.hostname)
  )
    return sandbox && url.hostname === 'localhost' ? canonical(url, text) : 'local_host';
  if (looksLikeAnother(url.hostname)) return 'look_alike';
  return canonical(url, text);
}

/**
 * A part of a name that is not plain Latin is Persian and nothing else (UTS 39, single script): a Cyrillic letter among
 * Latin ones, a Latin one with a dot below, an Arabic ye or kaf in the place of the Persian one look like a house that is another's.
 */
function looksLikeAnother(host: string): boolean {
  return host
    .split('.')
    .filter(part => part.startsWith('xn--'))
    .map(part => domainToUnicode(part))
    .some(part => !/^[\p{Script=Arabic}0-9\u200c-]+$/u.test(part) || /[\u0643\u064a]/.test(part));
}

function canonical(url: URL, text: string): ProblemCode | undefined {
  return url.href === text ? undefined : 'not_canonical';
}
