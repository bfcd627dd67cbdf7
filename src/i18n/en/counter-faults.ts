import type { FaultData } from '../../errors.ts';

export const counterFaults = {
  'counters.not_officer': () =>
    'This page is only for officers of a counter and did not open. If you are one, ask an administrator of Yekbar.',
  'counters.level': () =>
    'This needs a sign-in with two factors, and nothing was done. Open the page of the counter again.',
  'counters.not_found': () =>
    'There is no such thing, or it is not yours. Nothing was done. Open the list again.',
  'counters.procedure': () =>
    'This is no matter of your counter, and no code was sent. Choose one from the list.',
  'counters.subject': () =>
    'This matter is not for such a subject, and no code was sent. Type the ID of the company or leave it empty, and send again.',
  'counters.yourself': () =>
    'You do not help yourself at a counter, and no code was sent. Sign in at the system as everybody does.',
  'counters.wait': ({ retryAfter }: FaultData) =>
    `Codes were asked for many times, and none was sent now. Try again in ${retryAfter} seconds.`,
  'counters.visit_ended': () => 'This matter has ended and nothing was shown. If needed, ask for a new code.',
  'counters.officer': () =>
    'This person cannot be an officer, and nothing was stored. Look at the number again.',
  'counters.counter_name': () =>
    'The name of the counter was not accepted, and nothing was stored. Write one of 3 to 60 letters.',
  'counters.system': () => 'This system is not in use, and nothing was stored. Choose another.',
  'counters.system_unclear': () =>
    'Several systems fit these words, and nothing was stored. Choose one of those that the field offers.',
  'counters.until': () =>
    'The last day was not accepted, and nothing was stored. Write a day from tomorrow to a year from now.',
  'counters.own_request': () =>
    'Neither who asked for it nor the officer approves it. Nothing changed. Another administrator must look at it.',
  'counters.decided': () =>
    'It was decided before, or its time is over, and nothing changed. Look at the list again.',
};
