import type { FaultData } from '../../errors.ts';

/** Of what helps those who connect a system: what happened, what did not, what to do. */
export const developerFaults = {
  'demo.no_sandbox': () =>
    'There is no invented country here, so there is nothing to break. Nothing was done.',
  'demo.not_in_sandbox': () =>
    'This client does not live in the sandbox, and nothing was done. Try with one that is registered in the sandbox.',
  'demo.unknown': () =>
    'The invented country has no such person, company, office or registry, and nothing was done. Take the keys from GET /api/v1/sandbox.',
  'demo.malformed': ({ most }: FaultData) =>
    `Send a whole number from 1 to ${most}; nothing has been done yet.`,
  'demo.too_much_broken': ({ most }: FaultData) =>
    `By now ${most} things are broken in the sandbox, and no more was broken. It belongs to others too; wait some minutes.`,
  'developer.check_not_found': () =>
    'This system has no such check, and nothing was done. Open the list of its checks.',
  'developer.check_over': () =>
    'No check is under way here: it was closed, its time is over, or a newer one has taken its place. Nothing was recorded. Begin a new check.',
  'developer.check_request': ({ parameter }: FaultData) =>
    `The sign-in at the test issuer was not in order, and no new case was begun. Send the parameter ${parameter} as it is registered.`,
};
