import type { Messages } from '../fa.ts';

export const secondFactor: Messages['secondFactor'] = {
  signIn: 'Sign in with a passkey',
  title: 'Second step of signing in',
  lede: system => `${system} wants more than the password. Show in one more way that it is you.`,
  hardwareLede: system => `${system} wants a hardware key; an app or a text message does not do instead.`,
  signatureLede: system =>
    `${system} wants a hardware key or a certificate for signatures; an app or a text message does not do instead.`,
  passkey: 'Confirm with a passkey',
  certificate: 'Confirm with the certificate of the browser',
  certificateOf: (subject, issuer) =>
    `Your browser shows the certificate of ${subject}, issued by ${issuer}.`,
  code: {
    totp: 'The code that the authenticator app shows',
    sms: 'The code from the text message',
    recovery: 'One of the recovery codes',
  },
  hint: {
    totp: 'Six digits, from any keyboard.',
    sms: 'Six digits, from any keyboard.',
    recovery: 'Each code is accepted once.',
  },
  submit: 'Confirm and continue',
  smsTo: ending => `The code goes to the mobile number that ends in ${ending}.`,
  send: 'Send the code',
  sendAgain: 'Send another code',
  sent: ending => `A code was sent to the number that ends in ${ending}.`,
  sentText: 'It is accepted for five minutes. A new code ends the one before.',
  outbox: 'Demo: see the text message here',
  stuck: 'Text messages are late at the moment, or do not arrive.',
  stuckText: 'Choose another way, or come back a little later.',
  others: 'Your other ways',
  ways: {
    passkey: 'Passkey',
    totp: 'Authenticator app',
    sms: 'Text message',
    recovery: 'Recovery code',
    certificate: 'Certificate',
  },
  refused: 'Not confirmed',
  toCode: 'Go to the code box',
  again: 'Type the code again',
  noneTitle: 'One more way of signing in is needed here',
  none: system =>
    `${system} wants two ways of signing in, and your account has none but the password. You are not signed in there and nothing was given.`,
  noneHardware: system =>
    `${system} wants a hardware key, and your account has none. You are not signed in there and nothing was given.`,
  add: 'Add a passkey or an authenticator app in “Sign-in and security”, or give your mobile number. Then come back to this page.',
  addHardware: 'Add a hardware key in “Sign-in and security”. Then come back to this page.',
  addCertificate:
    'A certificate for electronic signatures does too: insert the card or token, close the browser and open it again, and sign in anew.',
  toSecurity: 'Go to sign-in and security',
  added: 'I have added it, continue',
  back: system => `Back to ${system}`,
  remaining: 'Until then, these systems are open to you',
  remainingNone: 'At the moment there is no other system that opens with this sign-in.',
};
