/** Of applications that go on at another system: what happened, what did not, what to do. */
export const handoverFaults = {
  'handover.malformed': () =>
    'This request could not be read and nothing was handed over. Write to, application and licence_kind (or reference) as short texts.',
  'handover.no_such_system': () =>
    'No working system has this client_id, or it is your own; nothing was handed over. Check the id.',
  'handover.too_many': () =>
    'Many references of this person from this system still wait, and no new one was made. Try again in ten minutes.',
  'handover.not_found': () =>
    'There is no such reference for this system and this person, or it was used or has expired. Nothing was given. Send the application again from where it was begun.',
  'handover.other_subject': () =>
    'This application is for somebody else than the one acted for here, and nothing was given. Sign in again with entity_hint for that entity; the reference is still unused.',
  'handover.ended': () => 'This application is closed, and no new status was written.',
  'handover.unknown_status': () =>
    'This status is not in the list and nothing was written. Write one of those in the contract.',
};
