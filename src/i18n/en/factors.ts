import type { Messages } from '../fa.ts';

export const factors: Messages['factors'] = {
  notices: {
    passkeyAdded:
      'Yekbar: a passkey was added to your account. If this was not you, sign in now and remove it.',
    passkeyRemoved:
      'Yekbar: a passkey was removed from your account. If this was not you, change your password now.',
    totpAdded:
      'Yekbar: an authenticator was added to your account. If this was not you, sign in now and remove it.',
    totpRemoved:
      'Yekbar: the authenticator was removed from your account. If this was not you, change your password now.',
    certificateAdded:
      'Yekbar: a certificate was added to your account. If it was not you, sign in now and remove it.',
    certificateRemoved:
      'Yekbar: a certificate was removed from your account. If it was not you, change your password now.',
    recoveryCodesMade:
      'Yekbar: new recovery codes were made for your account and the earlier ones no longer work. If this was not you, change your password.',
    recoveryCodeUsed:
      'Yekbar: one of your recovery codes was used. If this was not you, change your password now.',
    passwordChanged:
      'Yekbar: your password was changed. If this was not you, take your account back now with "Recover account".',
    numberReplaced:
      'Yekbar: the civil register has replaced your number. From now on sign in with the new national ID. If you do not have the new card, go to the civil registration office.',
    wrongPasswords:
      'Yekbar: somebody wrote a wrong password for your account several times and did not get in. If it was not you, nothing needs to be done; if you worry, change your password.',
    manyFailures:
      'Yekbar: wrong codes were typed for your account several times, and nobody was signed in. If this was not you, change your password.',
  },
  codeText: {
    sign_in: (code, minutes) => `Yekbar sign-in code: ${code}\nFor ${minutes} minutes. Tell it to nobody.`,
    enrolment: (code, minutes) =>
      `Yekbar code to make your account: ${code}\nFor ${minutes} minutes. Tell it to nobody.`,
    recovery: (code, minutes) =>
      `Yekbar code to recover your account: ${code}\nFor ${minutes} minutes. If you did not ask for it, tell it to nobody.`,
    mobile_change: (code, minutes) =>
      `Yekbar code to change your mobile number: ${code}\nFor ${minutes} minutes. Tell it to nobody.`,
  },
  security: {
    title: 'Sign-in and security',
    lede: 'What you prove yourself with besides the password. We text you about every change.',
    done: {
      passkey_added:
        'The passkey is added. From now on you can sign in without your national ID and password.',
      passkey_removed: 'The passkey is removed; nobody can sign in with it any more.',
      totp_added: 'The authenticator is added and counts from your next sign-in.',
      totp_removed: 'The authenticator is removed; its codes are no longer accepted.',
      certificate_added: 'The certificate is added and is accepted at the second step from now on.',
      certificate_removed: 'The certificate is removed.',
      password_changed: 'The password is changed; the earlier one is no longer accepted.',
    },
    added: 'Added on',
    used: 'Last used',
    never: 'Not used yet',
    have: 'You have it',
    haveNot: 'You have none',
    refused: 'This was not done',
    until: 'This page is accepted until',
    back: 'Back to sign-in and security',
  },
  passkey: {
    title: 'Passkeys',
    text: 'You sign in with the fingerprint, face or PIN of this device, or with a hardware key, without national ID and password.',
    hardware: 'Hardware',
    synced: 'Across your devices',
    add: 'Add a passkey',
    addTitle: 'Add a passkey',
    addLede:
      'The browser asks for your fingerprint, face, device PIN or hardware key. None of these reaches Yekbar.',
    name: 'Name of this key',
    nameHint: 'So that you know it later, like "my phone" or "office key".',
    make: 'Make the passkey',
    remove: 'Remove',
    removeNamed: name => `Remove ${name}`,
    needsScript:
      'Passkeys need scripts and a recent browser and do not work here. Use the authenticator or text messages instead.',
    failed: 'The browser gave no key and nothing has changed. Try again, or choose another way.',
  },
  totp: {
    title: 'Authenticator',
    text: 'An authenticator on your phone shows a code of six digits every half minute and needs no network.',
    add: 'Add an authenticator',
    renew: 'Replace the authenticator',
    addTitle: 'Connect your authenticator',
    scan: 'Scan this picture with the authenticator on your phone.',
    picture: 'QR code of the authenticator key',
    pictureText: 'It is the key that is written in letters below.',
    secret: 'No camera? Type this key into the authenticator:',
    code: 'The code that the authenticator shows',
    codeHint: 'Six digits, from any keyboard.',
    submit: 'Connect the authenticator',
    remove: 'Remove the authenticator',
  },
  certificate: {
    title: 'Certificate for electronic signatures',
    text: 'The certificate on your card or token, of an authority that is accepted here. At the second step of signing in it also does instead of a hardware key.',
    named:
      'A certificate that holds your national ID is accepted without being added; if you lose it, have its issuer revoke it.',
    add: 'Add a certificate',
    addTitle: 'Add your certificate',
    addLede: 'The browser has shown the certificate that you chose. Look at it, and add it if it is yours.',
    missing:
      'Your browser shows no certificate at the moment. Insert the card or token, close the browser and open it again, and come back to this page.',
    subject: 'In the name of',
    issuer: 'Issued by',
    until: 'Valid until',
    submit: 'This is my certificate, add it',
    remove: 'Remove',
    removeNamed: name => `Remove ${name}`,
  },
  sms: {
    title: 'Text message',
    text: ending =>
      `The code goes to the mobile number ending in ${ending}, which is registered in your name in Shahkar.`,
    none: 'We have no mobile number in your name, so no code is sent.',
  },
  recovery: {
    title: 'Recovery codes',
    text: 'For the day when your phone is not with you. Each code is accepted once.',
    left: count => `${count} codes left`,
    make: 'Make recovery codes',
    again: 'The earlier codes stop working at once.',
    makeTitle: 'Make ten recovery codes',
    makeLede: 'The codes are shown only once. Print them or write them down and keep them in a safe place.',
    shownTitle: 'Keep these ten codes',
    shownLede: 'They are not shown again. Each code is accepted once.',
    kept: 'I have kept them',
  },
  password: {
    title: 'Password',
    text: 'Long is better than complicated: a few words that only you put together.',
    change: 'Change the password',
    changeTitle: 'Change the password',
    old: 'Current password',
    fresh: 'New password',
    freshHint: least => `At least ${least} signs. Common words, your own name and numbers are not accepted.`,
    others: 'Your other sessions end.',
  },
};
