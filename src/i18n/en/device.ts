import type { Messages } from '../fa.ts';

export const device: Messages['device'] = {
  title: 'Sign in for a device',
  lede: 'Type the code that the device shows: the counter or kiosk in front of you right now.',
  code: 'Code on the device',
  hint: '9 digits, Persian or Latin, with or without spaces',
  submit: 'Continue',
  unknown: 'There is no such code, or its time is over. Look at the device again, or get a new code there.',
  used: 'This code has been used before. Get a new one on the device.',
  empty: 'You typed no code. Type the one on the device.',
  aborted: 'You stopped the sign-in of that device, and no data was given.',
  failed:
    'The sign-in of that device did not finish, and no data was given. Get a new code there and start again.',
  confirmTitle: 'Is this the same code?',
  confirm: (system, code) =>
    `A device of ${system} shows the code ${code}. Go on only if you stand in front of it yourself; if somebody sent you this code, stop.`,
  yes: 'It is, go on',
  no: 'No, stop',
  doneTitle: 'The device is ready',
  done: system => `You are signed in to ${system} on that device. You may close this page and go on there.`,
};
