import type { Messages } from '../fa.ts';

/** The conformance check: what is tried, what came of it, and how to mend it. */
export const checks: Messages['checks'] = {
  title: 'Conformance check',
  of: name => `Conformance check of “${name}”`,
  lede: 'A test issuer is wrong on purpose in one thing at a time, and sees what your system does. The report is attached to the request to be opened to all.',
  about:
    'To be opened to all, a client needs a report in which everything passed, no older than 90 days. The test issuer signs nobody in and knows nothing of anybody.',
  start: 'Begin a new check',
  again: 'A new check takes the place of one that is under way.',
  counts: day => `The report of ${day} is enough to be opened to all.`,
  countsNot: 'There is no report yet that is enough to be opened to all.',
  none: 'No check yet.',
  list: 'Checks',
  open: 'Under way',
  over: 'Its time is over',
  passed: 'Passed',
  failed: 'Not passed',
  all: 'All checks of this system',
  how: 'How',
  steps: {
    issuer: address => `Set this as the issuer of your test system: ${address}`,
    login: n =>
      `Sign in at your system ${n} times, each time anew. Each is one case; in most of them you must not get in.`,
    close: 'Then ask for the report here. Your addresses and sign-out are tried by us.',
  },
  command: 'Or all of it by one command, which plays the browser:',
  uses: 'After sign-in your system has to fetch userinfo or the profile: by that we see that it took the sign-in for true.',
  close: 'Try the addresses and write the report',
  until: moment => `until ${moment}`,
  case: 'Case',
  must: 'Your system has to',
  result: 'Result',
  results: {
    waiting: 'Open',
    passed: 'Passed',
    advised: 'Passed, with advice',
    failed: 'Failed',
    not_applicable: 'Does not apply',
  },
  report: 'The signed report',
  reportText: 'It is verified with Yekbar’s record keys:',
  cases: {
    ok: { name: 'A sign-in in order', must: 'let in' },
    key: { name: 'The key has turned', must: 'accept the other key of the JWKS, by its kid' },
    nonce: { name: 'Another nonce', must: 'refuse the sign-in' },
    iss: { name: 'Another iss in the token', must: 'refuse the sign-in' },
    aud: { name: 'A token for another client', must: 'refuse the sign-in' },
    signature: { name: 'A wrong signature', must: 'refuse the sign-in' },
    none: { name: 'No signature (alg none)', must: 'refuse the sign-in' },
    expired: { name: 'A token that is over', must: 'refuse the sign-in' },
    state: { name: 'An unknown state', must: 'not exchange the code' },
    replay: { name: 'An old answer again', must: 'not exchange the code' },
    mixup: { name: 'Another iss in the answer', must: 'not exchange the code (RFC 9207)' },
    denied: { name: 'The person said no', must: 'show another way and ask for no token' },
    refresh: { name: 'Refresh', must: 'use each refresh token once' },
    redirects: { name: 'Redirect addresses', must: 'answer there' },
    jwks: { name: 'JWKS address', must: 'give its keys' },
    logout: { name: 'Back-channel sign-out', must: 'accept' },
    logout_nonce: { name: 'Sign-out with a nonce', must: 'refuse' },
    logout_events: { name: 'Sign-out without events', must: 'refuse' },
    logout_signature: { name: 'Sign-out with a wrong signature', must: 'refuse' },
    event_forged: { name: 'A forged event', must: 'refuse' },
  },
  why: {
    tls_only:
      'The system did not check the signature. Of a token that comes straight from us over TLS that is allowed (OpenID Connect Core 3.1.3.7), but checking it is better.',
    no_token: 'The system did not exchange the code, so it stopped before it came to this case.',
    no_fetch:
      'The code was exchanged, but neither userinfo nor the profile was fetched: we do not see that it was accepted.',
    pkce: 'Without PKCE, or with a wrong code_verifier. Send code_challenge_method=S256.',
    went_on:
      'The system went on with a token that it had to refuse. Check every claim and the signature of the ID token.',
    redeemed:
      'The system exchanged the code. Before anything else compare state and iss of the answer with what you kept.',
    reused: 'A refresh token that was used came again. Keep the new one of each answer.',
    accepted:
      'The system accepted it. Check signature, iss, aud, events and that there is no nonce, and answer 400.',
    refused: 'The system did not accept it, or its answer could not be read.',
    unreachable: 'The address did not answer, or we may not ask it.',
  },
};
