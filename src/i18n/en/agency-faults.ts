import type { FaultData } from '../../errors.ts';

/** Of agencies and their officers: what happened, what did not, what to do. */
export const agencyFaults = {
  'agencies.not_found': () =>
    'There is no such agency, or you are no officer of it. Begin with the list of your agencies.',
  'agencies.not_allowed': () =>
    'Your role at this agency does not include this, and nothing changed. Ask its owner to have it done by somebody with the right role.',
  'agencies.contractor': () =>
    'You are a contractor of this agency; contractors approve nothing, and nothing changed. Somebody of the agency itself has to do this.',
  'agencies.level': () => 'This needs a sign-in with two factors, and nothing changed. Open the page again.',
  'agencies.role': () => 'There is no such role, and no invitation was sent. Choose one from the list.',
  'agencies.contractor_role': () =>
    'A contractor can only be developer or auditor, and no invitation was sent. Choose another role, or take the mark of a contractor away.',
  'agencies.company': () =>
    'The name of the contractor’s company could not be read, and no invitation was sent. Write at most 100 plain letters.',
  'agencies.already': () =>
    'This person is an officer of the agency already, or an invitation is open; no new one was sent. For another role end that one first.',
  'agencies.many': ({ most }: FaultData) =>
    `${most} invitations of this agency wait for an answer, and no new one was sent. Take one back.`,
  'agencies.wait': ({ retryAfter }: FaultData) =>
    `Many invitations were sent one after the other, and this one was not. Try again in ${retryAfter} seconds.`,
  'agencies.officer_not_found': () =>
    'There is no such invitation or officer, and nothing changed. Open the list again.',
  'agencies.decided': () =>
    'This was answered before, or its time is over, and nothing changed. Open the list again.',
  'agencies.own_request': () =>
    'Whoever asked for it, or is named in it, does not approve it, and nothing changed. Another administrator has to.',
  'agencies.last_owner': () =>
    'This is the only owner of the agency, and was not ended. Invite another owner first, and wait until the invitation is accepted.',
  'agencies.signed': () =>
    'This request is signed or decided already, and nothing changed. The page of the client says how it stands.',
  'agencies.system_needed': () =>
    'A client that is open to all does not stay without a system, and nothing was changed. Choose another system.',
  'agencies.system_unknown': () =>
    'There is no such system in the list, and nothing was recorded. Look at the numbers.',
  'agencies.system_taken': ({ number }: FaultData) =>
    `System ${number} belongs to another agency, and nothing was recorded. Take it away there first.`,
  'agencies.token_needed': () =>
    'This address is for an agency’s own program only, and nothing was done. The owner of the agency makes one.',
};
