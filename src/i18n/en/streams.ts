import type { Messages } from '../fa.ts';

export const streams: Messages['streams'] = {
  title: 'Event streams',
  lede: 'Every system is told, by signed events, of changes that it has a right to know: we send them, or it fetches them. What is not taken is kept for three weeks. Neither the person nor the subject is shown here.',
  link: 'Event streams and receivers that do not answer',
  back: 'Sign-outs that were told',
  none: 'No system has created a stream yet. Where to create one stands in /.well-known/ssf-configuration.',
  dead: (n, count) =>
    count === 0
      ? 'Every receiver takes its events in time.'
      : `${n} ${count === 1 ? 'receiver has' : 'receivers have'} not taken an event for more than 15 minutes.`,
  client: 'Client',
  delivery: 'Delivery',
  methods: { push: 'We send', poll: 'It fetches' },
  events: (n, count) => `${n} ${count === 1 ? 'kind' : 'kinds'} of events`,
  state: 'State',
  states: { enabled: 'Enabled', paused: 'Paused', disabled: 'Disabled', dead: 'Does not answer' },
  reasons: {
    by_administrator: 'Paused by the administration',
    events_too_old: 'Nothing was taken for three weeks',
    other: 'As the receiver wished',
  },
  lag: 'Delay',
  noLag: 'Nothing waits',
  lagOf: (n, unit) => `${n} ${n === '1' ? unit.slice(0, -1) : unit}`,
  delivered: 'Last taken',
  never: 'Nothing was taken yet',
  refused: (n, count) => `The receiver refused ${n} ${count === 1 ? 'event' : 'events'}`,
  tries: (n, count) => `${n} ${count === 1 ? 'try' : 'tries'} in a row without success`,
  receiverSaid: 'The receiver said:',
  change: 'Change',
  pause: 'Pause',
  resume: 'Resume',
};
