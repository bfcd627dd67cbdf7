import type { Messages } from '../fa.ts';

/** The words of making an account, getting back in, and changing the mobile that codes go to. */
export const enrolment: Messages['enrolment'] = {
  texts: {
    haveAccount: address =>
      `Yekbar: an account was asked for with your national ID, but you have one already and no other was made. Sign in with it; if you do not know the password, set a new one here: ${address}\nIf it was not you, nothing needs to be done.`,
    recovered:
      'Yekbar: your password was changed by recovery and earlier sessions have ended. If it was not you, recover the account again now.',
    mobileChanged: address =>
      `Yekbar: the mobile of your account was changed and codes go to the new number. If it was not you, take the account back with this number within three days: ${address}`,
    changeUndone:
      'Yekbar: this number was removed from the account, because its owner took it back with the number before.',
  },
  step: (step, of) => `Step ${step} of ${of}`,
  until: 'This page is accepted until',
  refused: 'We did not go on',
  begin: {
    title: 'Make a Yekbar account',
    lede: 'The civil register matches your name and birth date, and Shahkar your mobile; you upload nothing. It takes three minutes.',
    birthDate: 'Birth date',
    birthDateHint: 'Solar or Gregorian, such as 1372/5/17 or 8 August 1993.',
    givenName: 'Given name',
    familyName: 'Family name',
    namesHint: 'In Persian letters, as in your birth certificate or residence card.',
    mobile: 'Mobile number',
    mobileHint: 'A number whose SIM card is in your own name, such as 09123456789.',
    submit: 'Match and send a code',
    have: 'You have an account?',
    link: 'No account? Make one here',
    look: 'Look at these fields again; what you typed is still there.',
  },
  example: {
    title: 'Demo: someone without an account',
    text: name =>
      `${name} is an invented person whom the demo’s civil register and Shahkar know. Make an account in her place.`,
    fill: 'Fill the form with this',
  },
  recover: {
    title: 'Recover your account',
    lede: 'We send a code to the mobile that is kept with your account and is in your name at Shahkar. Then you set a new password.',
    submit: 'Send a code',
    never: 'No account yet?',
    make: 'Make an account',
    link: 'Forgotten the password? Recover the account',
  },
  code: {
    title: 'Type the code from the text message',
    lede: ending => `We sent a text message. The number ends in ${ending}.`,
    ledeUnknown:
      'If this national ID and birth date are those of an account, a code went to the mobile of that account.',
    code: 'Code',
    codeHint: 'Six digits, on any keyboard. It is accepted for five minutes.',
    submit: 'Confirm the code',
    look: 'Look at the code again',
    toCode: 'Go to the field of the code',
    outbox: 'Demo: see the text message here',
    nothing: 'No code arrived?',
    enrolment: 'Read the message: if you had an account already, it says so and holds no code.',
    recovery:
      'A code is sent only when the national ID and the birth date are those of an account. A new number does not count for recovery until three days after the change; the code goes to the number before.',
    mobile_change: 'See whether the phone is on and the number is right.',
    again: 'Send again',
    sentAgain: 'Sent again; the code before is no longer accepted.',
    change: 'Correct the number or the name',
    other: 'Give another number',
  },
  check: {
    title: 'Matching is not possible at this moment',
    enrolment: 'A registry that matches your identity does not answer. The account is not made yet.',
    recovery:
      'Shahkar does not answer, and we do not know yet whether this number is yours. The password is not changed.',
    kept: 'Nothing is lost and nothing needs to be typed again. Wait a little and try again.',
    again: 'Match again',
  },
  factor: {
    title: 'One more proof',
    lede: 'This account is guarded by more than a mobile; a text message alone does not give it back.',
    kind: 'By what',
    totp: 'The code that your authenticator app shows',
    recovery: 'One of the recovery codes that you kept',
    code: 'Code',
    codeHint: 'On any keyboard; dashes and spaces do not matter.',
    submit: 'Confirm',
    passkey: 'Confirm with a passkey',
    none: 'You have none of them with you?',
    noneText:
      'Recovery is not done without it and the password is not changed. If you remember the password, sign in with it and a text message.',
  },
  password: {
    title: 'Set a password',
    password: 'New password',
    look: 'Type another password',
    toPassword: 'Go to the field of the password',
    others: 'Your earlier sessions end, and every system asks you to sign in again.',
    make: 'Make the account',
    put: 'Set the password',
  },
  done: {
    enrolment: {
      title: 'Your account is made',
      text: 'Sign in with your national ID and the password that you set. This one account is enough for every system.',
    },
    recovery: {
      title: 'The new password is set',
      text: 'The earlier password is no longer accepted and earlier sessions have ended. Sign in with the new one.',
    },
    next: 'Sign in',
  },
  over: {
    title: 'This page no longer holds',
    text: 'Its time is over, or it was begun in another browser. Nothing has changed. Start again.',
    restart: 'Start again',
  },
  mobile: {
    title: 'Change your mobile number',
    now: ending => `Codes go to a number that ends in ${ending} now.`,
    none: 'We have no mobile in your name now.',
    text: 'The new number must be in your name at Shahkar. We tell the number before, and the new one counts for recovery after three days.',
    mobile: 'New number',
    submit: 'Match and send a code',
    done: 'The number is changed, and we told the number before.',
    waits: moment => `Until ${moment} a code for recovery still goes to the number before.`,
    link: 'Change the number',
  },
};
