import type { Messages } from '../fa.ts';

export const faults: Messages['faults'] = {
  'web.not_found': () => 'There is no such page. Check the address, or start from the front page.',
  'web.malformed': () => 'This request could not be read and nothing was done. Go back and send it again.',
  'web.too_large': () => 'This request is larger than allowed and was not read.',
  'web.cross_origin': () =>
    'This form was sent from elsewhere and was not accepted. Do the same from a page of Yekbar itself.',
  'web.unexpected': () =>
    'Something went wrong on our side and nothing was done. Try again; if it happens again, tell us the tracking code.',
  'web.busy': ({ retryAfter }) =>
    `It is busy at this moment. Nothing is lost; try again in ${retryAfter} seconds.`,
  'web.sign_in_first': () => 'Sign in first; nothing was done. After signing in, do the same again.',
  'vault.shredded': () => 'The data of this person has been erased and can no longer be read.',
  'identity.national_id_malformed': () => 'The national ID is not written correctly. Check the 10 digits.',
  'identity.mobile_malformed': () => 'The mobile number is not written correctly; write it like 09123456789.',
  'entities.legal_id_malformed': () =>
    'The national identifier of the company is not written correctly. Check the 11 digits.',
  'profile.postal_code_malformed': () => 'The postal code is not written correctly. Check the 10 digits.',
};
