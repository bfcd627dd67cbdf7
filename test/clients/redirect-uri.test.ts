import { describe, expect, test } from 'vitest';
import { redirectUriProblem } from '../../src/clients/index.ts';

describe('addresses that a live client may return to', () => {
  test.each([
    'https://salary.tax.gov.ir/oidc/callback',
    'https://salary.tax.gov.ir:8443/callback?tenant=1',
    'https://xn--mgba3a4f16a.ir/',
  ])('%s', uri => {
    expect(redirectUriProblem(uri, false)).toBeUndefined();
  });
});

describe('addresses that are refused, with why', () => {
  test.each([
    ['', 'missing'],
    ['salary.tax.gov.ir/callback', 'malformed'],
    ['https://', 'malformed'],
    ['https://*.tax.gov.ir/callback', 'wildcard'],
    ['https://tax.gov.ir/*', 'wildcard'],
    ['https://tax.gov.ir/callback#part', 'fragment'],
    ['https://tax.gov.ir/callback#', 'fragment'],
    ['https://user@tax.gov.ir/callback', 'user_part'],
    ['https://user:word@tax.gov.ir/callback', 'user_part'],
    ['https://@tax.gov.ir/callback', 'user_part'],
    ['https://192.0.2.7/callback', 'ip_address'],
    ['https://0x7f.1/callback', 'ip_address'],
    ['https://[2001:db8::1]/callback', 'ip_address'],
    ['http://tax.gov.ir/callback', 'not_https'],
    ['http://localhost:3001/callback', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['data:text/html,hello', 'not_https'],
    ['ir.gov.tax:/callback', 'not_https'],
    ['https://localhost/callback', 'local_host'],
    ['https://intranet/callback', 'local_host'],
    ['https://tax.gov.ir./callback', 'local_host'],
    ['https://printer.local/callback', 'local_host'],
    ['https://TAX.gov.ir/callback', 'not_canonical'],
    ['https://t\u0430x.gov.ir/callback', 'look_alike'],
    ['https://xn--tx-7kc.gov.ir/callback', 'look_alike'],
    ['https://xn--tx-f5s.gov.ir/callback', 'look_alike'],
    ['https://xn--mgba3a4fra.ir/', 'look_alike'],
    ['https://tax.gov.ir', 'not_canonical'],
    ['https://tax.gov.ir:443/callback', 'not_canonical'],
    ['https://tax.gov.ir/a/../callback', 'not_canonical'],
    ['https://tax.gov.ir/a/%2e%2e/callback', 'not_canonical'],
    ['https://tax.gov.ir\\@evil.example/', 'malformed'],
    ['https://tax.gov.ir/call back', 'malformed'],
    [' https://tax.gov.ir/callback', 'malformed'],
    ['https://tax.gov.ir/call\nback', 'malformed'],
    [`https://tax.gov.ir/${'a'.repeat(1000)}`, 'too_long'],
  ])('%j: %s', (uri, problem) => {
    expect(redirectUriProblem(uri, false)).toBe(problem);
  });
});

test('a client of the sandbox may return to this machine, and still nowhere else without https', () => {
  expect(redirectUriProblem('http://localhost:8085/callback', true)).toBeUndefined();
  expect(redirectUriProblem('http://127.0.0.1:8085/callback', true)).toBeUndefined();
  expect(redirectUriProblem('http://localhost.evil.example/callback', true)).toBe('not_https');
  expect(redirectUriProblem('http://tax.gov.ir/callback', true)).toBe('not_https');
  expect(redirectUriProblem('https://192.0.2.7/callback', true)).toBe('ip_address');
});
