import type { Messages } from '../fa.ts';

/** What may be tried in the sandbox: faults on demand, and "as if it were later". */
export const sandbox: Messages['sandbox'] = {
  title: 'Try the hard cases',
  of: name => `Try the hard cases for “${name}”`,
  lede: 'A registry fails, permission is withdrawn, an office ends, keys turn: see what your system does.',
  everybody:
    'There is one invented country, and everybody uses it. A registry or an office that is broken for everybody mends by itself after five minutes at the most; keys stay turned.',
  forAll: 'For everybody',
  own: 'For your system only',
  broken: 'What is broken now',
  nothing: 'Nothing is broken.',
  until: moment => `until ${moment}`,
  mend: 'Mend what we broke',
  done: n => `Done (${n}).`,
  registry: 'Registry',
  how: 'How',
  kinds: { down: 'Down', slow: 'Slow', wrong: 'Answers nonsense', ended: 'Ended' },
  seconds: 'Seconds (300 at the most)',
  breakIt: 'Break it',
  office: 'An office ends',
  person: 'Person',
  company: 'Company',
  endOffice: 'End the office',
  withdraw: 'Withdraw permissions',
  withdrawText: 'The person takes back all that she allowed your system, as on her own page.',
  later: 'As if time had passed',
  laterText:
    'The clock is one for all and does not move. What would have ended by that day ends now: this person’s permissions to your system.',
  days: 'Days from now',
  go: 'Go to that day',
  tokens: 'End the tokens',
  tokensText: 'All tokens of this person at your system, as if their time were over.',
  keys: 'Turn the signing keys',
  keysText: 'Within a minute the next key of the JWKS signs; the one before stays published.',
  turn: 'Turn them',
  api: 'The same for programs, with the system’s own token:',
};
