import type { Messages } from '../fa.ts';

export const demo: Messages['demo'] = {
  outbox: {
    title: 'Messages of the demo',
    lede: 'The demo sends nothing to any phone; codes and links are shown here.',
    empty: 'No message yet. Do something that sends a code, then open this page again.',
  },
};
