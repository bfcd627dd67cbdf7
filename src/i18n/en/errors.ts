import type { Messages } from '../fa.ts';

export const errors: Messages['errors'] = {
  prefix: title => `Error: ${title}`,
  label: 'Yekbar',
  lede: 'One sign-in for government systems, and every fact only once.',
  titles: {
    notUnderstood: 'We did not accept this request',
    signInFirst: 'Sign in first',
    forbidden: 'This page is not open to you',
    notFound: 'There is no such page',
    conflict: 'This can no longer be done',
    busy: 'It is busy at this moment',
    ours: 'Something went wrong on our side',
  },
  whatToDo: 'What to do',
  steps: {
    back: 'Go back to the page before, or to the system that you came from, and start anew.',
    again: 'Wait a little and open this page again.',
    tell: 'If it happens again, give the tracking code below to the support of that system.',
  },
  tracking: 'Tracking code',
  code: 'Error code',
  time: 'Time',
  detail: 'For the developer',
  all: 'All systems',
  signIn: 'Sign in',
};
