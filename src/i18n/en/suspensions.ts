import type { suspensions as source } from '../fa/suspensions.ts';

export const suspensions: typeof source = {
  nav: 'Suspended accounts',
  title: 'Suspended accounts',
  lede: 'An account that may be in wrong hands is stopped at once: its sessions end, and nobody signs in with it. One stops it, two let it go on. Nobody is named here; know each by the number of its letter or call. The holder gets a message.',
  list: 'List',
  none: 'No account has been suspended.',
  states: { holds: 'suspended', lifting: 'waits for a second', lifted: 'goes on' },
  reasons: {
    stolen: 'phone or password in wrong hands',
    subject_asked: 'asked for by the person',
    security: 'security inquiry',
    court: 'court order',
  },
  byNumber: reason => `${reason}, by number`,
  stoppedBy: (name, moment) => `${name} suspended it, ${moment}.`,
  liftAskedBy: name => `${name} asked that it go on.`,
  liftedBy: (name, moment) => `${name} let it go on, ${moment}.`,
  askLift: 'Ask that it go on',
  lift: 'Let it go on',
  second: 'A colleague lets it go on.',
  make: 'Suspend an account',
  identifier: 'National ID of the holder',
  reason: 'Reason',
  reference: 'Number of the letter, call or order',
  referenceHint: 'A number only. Name nobody.',
  submit: 'Suspend at once',
  alarm: {
    suspended: address => `Yekbar: the account of a colleague was suspended: ${address}`,
    resumed: address => `Yekbar: the account of a colleague goes on: ${address}`,
  },
  sms: {
    suspended: tracking =>
      `Yekbar: your account was suspended and all its sessions ended. To learn why, give this tracking code to the support: ${tracking}`,
    resumed: tracking =>
      `Yekbar: your account goes on, and you can sign in again. Tracking code: ${tracking}`,
  },
};
