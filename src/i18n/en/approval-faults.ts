import type { FaultData } from '../../errors.ts';

/** Of joint signatures and of an entity's own software: what happened, what did not, what to do. */
export const approvalFaults = {
  'machines.not_found': () =>
    'There is no such software, or it is not yours. Nothing was done. Open the list again.',
  'machines.office_needed': () =>
    'A mandate is not enough to make software, and none was made. Whoever has sole signature has to make it.',
  'machines.name': () => 'The name was not accepted and nothing was made. Type a name of 2 to 60 letters.',
  'machines.key': () =>
    'The key was not accepted and nothing was made. Leave only public signature keys, as a JWKS without private parts.',
  'machines.fields': () =>
    'No field was chosen, or one of them is none of a company. Nothing was made. Choose the fields.',
  'machines.days': () => 'The number of days was not accepted and nothing was made. Type 1 to 365.',
  'machines.changed': () =>
    'The values have changed since you saw them, and nothing was made. Look again and decide.',
  'machines.too_many': ({ most }: FaultData) =>
    `This company has ${most} pieces of software, and no new one was made. End one first.`,
  'approvals.not_found': () =>
    'There is no such request for signatures, or it is not yours. Nothing was done. Open the list of signatures again.',
  'approvals.changed': () =>
    'The text or the values are no longer what you saw, and nothing was signed. Look at the page again and decide anew.',
  'approvals.not_needed': () =>
    'Your signature alone is enough, so nobody was asked. Go on from the same page.',
  'approvals.deadline_passed': () =>
    'The time for this request is over and it was not signed. No data was given. Whoever asked can ask again.',
  'approvals.decided': () =>
    'This request was settled before, and your decision was not recorded. Look at its state again.',
  'approvals.own_request': () =>
    'This is your own request and you have signed it; the second signature has to be somebody else’s. Nothing changed.',
  'approvals.signed_already': () =>
    'You have decided on this request before. That stands, and nothing changed.',
  'approvals.not_yours': () => 'Only whoever made this request can withdraw it. Nothing was done.',
  'approvals.answer_needed': () => 'No answer came and nothing changed. Choose one of the two answers.',
  'approvals.level_too_low': ({ level }: FaultData) =>
    `This signature needs assurance level ${level}, and nothing was signed. Prove more of who you are first.`,
};
