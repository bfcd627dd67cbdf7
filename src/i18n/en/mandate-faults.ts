import type { FaultData } from '../../errors.ts';

/** Of given powers: what happened, what did not, what to do. */
export const mandateFaults = {
  'mandates.outside_scope': () =>
    'Your mandate does not cover this. You are not signed in for this company. Whoever gave it can give another.',
  'mandates.not_found': () =>
    'There is no such mandate in your record. Nothing was done. Open “My powers” again.',
  'mandates.over': () =>
    'This mandate, or the authority below it, has ended. Nothing was done. Open “My powers” again.',
  'mandates.joint_gives': ({ required, of }: FaultData) =>
    `This company is bound by ${required} signatures of ${of}. You alone cannot give or accept a mandate for it; nothing was written.`,
  'mandates.signs_alone': () =>
    'Your signature alone is enough, so nobody else was asked. Open the page again.',
  'mandates.not_to_pass_on': () =>
    'This mandate cannot be passed on. Nothing was written. Whoever gave it can give another.',
  'mandates.to_oneself': () =>
    'You cannot give a mandate to yourself. Nothing was written. Type the national ID of somebody else.',
  'mandates.circle': () =>
    'This mandate would go back to somebody who stands above it. Nothing was written. Name another person or company.',
  'mandates.name_missing': () =>
    'The name of this person is missing. Nothing was written. Type the name by which you know them.',
  'mandates.holder_unknown': () =>
    'The company register knows no company with this identifier. Nothing was written. Check the identifier.',
  'mandates.holder_not_active': () =>
    'The company register says that this company is not active. Nothing was written.',
  'mandates.register_down': () =>
    'The company register does not answer, and we do not know this company yet. Nothing was written; try again a little later.',
  'mandates.scope_missing': () =>
    'You have not said what for. Nothing was written. Choose at least one kind of work, system or purpose.',
  'mandates.beyond_own': () =>
    'This is more than you have yourself. Nothing was written. Choose less work, a smaller amount or fewer days.',
  'mandates.day_malformed': () =>
    'The days are not right; the last day must not be before the first. Nothing was written.',
  'mandates.in_the_past': () => 'The first day has passed. Nothing was written. Write today or later.',
  'mandates.longer_than_own': () =>
    'The last day is after the end of your own authority. Nothing was written. Write an earlier day.',
  'mandates.too_long': ({ years }: FaultData) =>
    `No mandate is given for more than ${years} years. Nothing was written. Write an earlier day.`,
  'mandates.amount_malformed': () =>
    'The amount is not written rightly; digits only, in rials. Nothing was written.',
  'mandates.too_many_offers': () =>
    'Too many of your offers have no answer yet. Nothing was written. Take some back first.',
  'mandates.not_the_register': () =>
    'This address is for the custodian of the register of legal persons. Nothing was changed.',
  'mandates.signal_malformed': () =>
    'The list of identifiers could not be read and nothing was changed. legal_ids has to hold 1 to 1000 identifiers of 11 digits.',
  'mandates.signal_ids': ({ at }: FaultData) =>
    `Some of legal_ids are no identifiers of a legal entity, and nothing was changed. Counted from zero: ${[at].flat().join(', ')}. Mend them and send the list again.`,
};
