import type { FaultData } from '../../errors.ts';

/** Of what helps those who connect a system: what happened, what did not, what to do. */
export const developerFaults = {
  'developer.check_not_found': () =>
    'This system has no such check, and nothing was done. Open the list of its checks.',
  'developer.check_over': () =>
    'No check is under way here: it was closed, its time is over, or a newer one has taken its place. Nothing was recorded. Begin a new check.',
  'developer.check_request': ({ parameter }: FaultData) =>
    `The sign-in at the test issuer was not in order, and no new case was begun. Send the parameter ${parameter} as it is registered.`,
};
