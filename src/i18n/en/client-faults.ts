import type { FaultData } from '../../errors.ts';

/** Of the life of a client and of the kill switch: what happened, what did not, what to do. */
export const clientFaults = {
  'oidc.not_in_pilot': ({ system }: FaultData) =>
    `“${system}” is still in its pilot: only people whom it has named can sign in. You were not signed in, and nothing about you was handed over. Ask that system to add you, or wait until it is open to all.`,
  'clients.purpose_not_found': () => 'No such purpose is in force. Choose one on the page of the client.',
  'clients.purpose_same': () => 'This version is the same as the one in force, and nothing was registered.',
  'clients.not_yours_to_change': () =>
    'Your role may not change this client, and nothing was changed. Ask somebody who has that role.',
  'clients.too_many_secrets': () =>
    'This client has five secrets that work, and no new one was made. Revoke one that is no longer needed first.',
  'clients.secret_not_found': () =>
    'No such secret works, and nothing was revoked. Open the page of the secrets again.',
  'clients.no_keys': () =>
    'This client has no keys that are written here: it proves itself by a secret, or publishes its keys itself. Nothing was changed.',
  'clients.key_not_found': () =>
    'No such key is registered, and nothing was removed. Open the page of the keys again.',
  'clients.last_key': () =>
    'This is the only key of the client, and it was not removed. Have another one approved first; if this key has leaked, stop the client now.',
  'clients.agency_unsigned': () =>
    'The agency’s own officer for data protection has not signed this request yet, so the approval was not recorded. Approve it again once it is signed.',
  'clients.step_not_next': () =>
    'This stage does not follow the stage that the client is at, and nothing was recorded. The possible ones are on the page of the client.',
  'clients.step_unmet': () =>
    'Not all conditions of this stage are met, and nothing was recorded. The page of the client says what is missing.',
  'clients.step_waiting': () =>
    'Another step of this client waits for a decision, and this one was not recorded. Have that one decided first.',
  'clients.retired': () => 'This client has retired and does not come back. Register a new one.',
  'clients.clearance_over': () =>
    'The security certificate of this client has ended, and it was not resumed. Record the new certificate first and have it approved.',
  'clients.not_pilot': () => 'This client is not in a pilot for named people, and nobody was added.',
  'clients.pilot_full': ({ most }: FaultData) =>
    `A pilot takes no more than ${most} people, and nobody was added. Take somebody off, or take the client to the next stage.`,
  'clients.pilot_user_not_found': () =>
    'There is no such person in this pilot, and nobody was taken off. Open the list again.',
  'clients.agency_not_found': () =>
    'No such agency is registered, and nothing was stopped. Choose one from the list.',
  'clients.stop_agency': () => 'No agency was chosen; nothing has been stopped yet. Choose it from the list.',
  'clients.stop_reason': () => 'Write the reason for the stop; nothing has been stopped yet.',
  'clients.already_stopped': () =>
    'It is stopped already, and nothing more was done. See it on the page of stops.',
  'clients.stopped': () =>
    'An emergency stop holds over this client or its agency, and nothing was done. Have that stop lifted first, on the page of stops.',
  'clients.stop_not_found': () => 'There is no such stop. Open the list of stops again.',
  'clients.stop_over': () =>
    'This stop was decided before, and nothing was done. See its state on the page of stops.',
};
