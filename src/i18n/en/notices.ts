import type { Messages } from '../fa.ts';

export const notices: Messages['notices'] = {
  title: 'New: they ask for more',
  text: 'From now on these systems ask for more fields, or keep them longer.',
  about: (system, purpose) => `${system}, for “${purpose}”`,
  forWhom: name => `about ${name}`,
  added: fields => `New fields: ${fields}`,
  otherwise: 'No new field; its other terms have changed.',
  consent:
    'Without a new yes of yours no new field is handed out: the permission that you gave covers only what you saw.',
  law: 'Handed out under law; each time is written on your record.',
  record: 'See what has been handed out',
  sms: address =>
    `Yekbar: a system that receives data about you now asks for more. See what, and by what right: ${address}`,
};
