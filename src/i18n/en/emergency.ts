import type { emergency as source } from '../fa/emergency.ts';

export const emergency: typeof source = {
  nav: 'Emergency',
  title: 'Emergency power',
  lede: 'In an emergency somebody becomes a platform administrator for some hours: one administrator asks, another confirms, and all of them get a message at once. Nobody asks or confirms for himself. It ends by itself.',
  list: 'Emergency powers',
  none: 'There has been none.',
  states: { waits: 'waits for a second', holds: 'in force', over: 'over' },
  forHours: n => `For ${n} hours, by number`,
  askedBy: (name, moment) => `${name} asked, ${moment}.`,
  confirmedBy: name => `${name} confirmed.`,
  endedBy: name => `${name} ended it.`,
  until: moment => `Until ${moment}.`,
  confirm: 'Confirm',
  end: 'End',
  second: 'Another administrator confirms.',
  ask: 'Ask for one',
  identifier: 'National ID of who becomes an administrator',
  reference: 'Number of the incident',
  referenceHint: 'A number only. Name nobody.',
  hours: 'Hours',
  hoursHint: n => `One to ${n}`,
  submit: 'Ask, and tell all administrators',
  alarm: {
    asked: address =>
      `Yekbar: emergency power was asked for and waits for a second administrator: ${address}`,
    begun: address => `Yekbar: emergency power is in force: ${address}`,
    ended: address => `Yekbar: emergency power has ended: ${address}`,
  },
};
