import type { support as source } from '../fa/support.ts';

export const support: typeof source = {
  title: 'Show to the support',
  lede: 'When you need help, you choose what the support sees. You get a code and tell it on the telephone; for half an hour they see that, and nothing else.',
  what: 'What they see',
  parts: {
    account: 'State of the account and sign-ins',
    permissions: 'Permissions that you gave',
    record: 'The last fifty entries of the record',
  },
  make: 'Make a code',
  never:
    'The support never sees nor asks for values of fields, your password or sign-in codes, and does nothing in your name.',
  code: 'Code for the support',
  codeText:
    'Tell this code only to somebody whom you called yourself. It works once, for ten minutes, and is not shown again.',
  before: 'Before',
  none: 'You have shown nothing to the support yet.',
  states: { waits: 'waits', open: 'looking', over: 'over' },
  unused: 'not used',
  end: 'End it',
  staff: {
    title: 'Support',
    lede: 'You see what a person shows you. Type the code that she told you.',
    codeHint: 'Eight digits, of any keyboard.',
    open: 'Look',
    seen: 'What she shows',
    until: moment => `Until ${moment}; she can end it at any moment.`,
    passkeys: 'Passkeys',
    totp: 'Authenticator app',
    yes: 'yes',
    no: 'no',
    sessions: 'Sign-ins that stand',
    nothing: 'There is nothing.',
    another: 'Another code',
  },
};
