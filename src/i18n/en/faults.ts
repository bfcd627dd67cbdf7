import type { Messages } from '../fa.ts';
import { agencyFaults } from './agency-faults.ts';
import { approvalFaults } from './approval-faults.ts';
import { clientFaults } from './client-faults.ts';
import { counterFaults } from './counter-faults.ts';
import { custodyFaults } from './custody-faults.ts';
import { developerFaults } from './developer-faults.ts';
import { directoryFaults } from './directory-faults.ts';
import { handoverFaults } from './handover-faults.ts';
import { mandateFaults } from './mandate-faults.ts';
import { rightsFaults } from './rights-faults.ts';
import { systemFaults } from './system-faults.ts';

export const faults: Messages['faults'] = {
  ...rightsFaults,
  ...counterFaults,
  ...agencyFaults,
  'web.not_found': () => 'There is no such page. Check the address, or start from the front page.',
  'web.malformed': () => 'This request could not be read and nothing was done. Go back and send it again.',
  'web.no_such_call': ({ method }) =>
    `There is nothing at this address for ${method} and nothing was done. What there is stands in the contract (/developers).`,
  'web.json_malformed': () =>
    'The body of this request is no valid JSON, or holds a NUL or half a character, and nothing was done. Send one JSON object, in UTF-8.',
  'web.json_needed': () =>
    'The body of this request was not read and nothing was done. Send it as JSON, with Content-Type: application/json.',
  'web.too_large': () => 'This request is larger than allowed and was not read.',
  'web.cross_origin': () =>
    'This form was sent from elsewhere and was not accepted. Do the same from a page of Yekbar itself.',
  'web.unexpected': () =>
    'Something went wrong on our side and nothing was done. Try again; if it happens again, tell us the tracking code.',
  'web.busy': ({ retryAfter }) =>
    `It is busy at this moment. Nothing is lost; try again in ${retryAfter} seconds.`,
  'web.database_away': () =>
    'Our database did not answer just now, and whether this was done is not known. Look again in a moment, and repeat it if it was not.',
  'web.sign_in_first': () => 'Sign in first; nothing was done. After signing in, do the same again.',
  'vault.shredded': () => 'The data of this person has been erased and can no longer be read.',
  'identity.national_id_malformed': () => 'The national ID is not written correctly. Check the 10 digits.',
  'identity.mobile_malformed': () => 'The mobile number is not written correctly; write it like 09123456789.',
  'entities.legal_id_malformed': () =>
    'The national identifier of the company is not written correctly. Check the 11 digits.',
  'profile.unknown_field': () => 'There is no such field. See the list of fields at /catalogue.',
  'profile.not_yours_to_say': () =>
    'A register vouches for this field, so it cannot be typed; nothing was changed. If it is wrong, tell the custodian of the register.',
  'profile.not_disputable': () =>
    'You said this yourself and no register vouches for it; no case was opened. Write it anew or delete it.',
  'profile.value_malformed': () =>
    'This value is not written as it should be and was not kept. Look at it again.',
  'profile.not_applicable': () => 'This field has no meaning for this person or company and was not kept.',
  'profile.postal_code_malformed': () => 'The postal code is not written correctly. Check the 10 digits.',
  ...approvalFaults,
  'clients.invalid': () =>
    'This registration was not accepted and nothing was stored. Correct the fields that have a remark and send it again.',
  'clients.not_found': () => 'There is no such client. Check its client_id.',
  'clients.approval_not_found': () =>
    'There is no such request for approval. Start from the list of those that wait.',
  'clients.same_person': () =>
    'You sent this request yourself, or a program did whose secret you made; no decision was recorded. Somebody else has to look at it.',
  'clients.already_decided': () =>
    'This request had been decided before you; your decision was not recorded. See the outcome on the page of the client.',
  'clients.reason_needed': () => 'To refuse, write the reason; nothing has been recorded yet.',
  'clients.not_active': () =>
    'This client is not active and nothing was done. Its page says in which state it is.',
  'clients.not_suspended': () => 'This client is not suspended and nothing was done.',
  'clients.no_secret': () => 'This client proves itself with its own key and has no secret; none was made.',
  'clients.purpose_waiting': () =>
    'Another version of this purpose waits for approval and the new one was not registered. Decide about that one first.',
  'clients.four_eyes': () =>
    'A live client works only when one person asked and another approved; nothing was stored.',
  'clients.unknown_purpose': ({ purposes }) =>
    `This client has registered no such purpose and nothing was done. Registered purposes: ${[purposes].flat().join(', ')}`,
  'clients.purpose_needed': ({ purposes }) =>
    `This client has several purposes and the request does not say which; nothing was done. Name one in the parameter purpose: ${[purposes].flat().join(', ')}`,
  'directory.not_found': () => 'There is no such system in the list. Check its number.',
  'directory.taken': () =>
    'This system belongs to another client and was not connected. Disconnect that one first.',
  'directory.sign_in_url': () =>
    'The address where sign-in begins was not accepted and nothing was stored. It has to stand at the origin of a redirect URI of the client.',
  'identity.sign_in_refused': () =>
    'You are not signed in. The national ID or the password is not right. We kept the national ID; type the password again.',
  'identity.not_found': () => 'There is no such person at Yekbar. Nothing was done.',
  'identity.deceased': () =>
    'You are not signed in. The civil register holds the person with this national ID to be deceased. If that is wrong, the civil registration office can correct it.',
  'identity.suspended': () =>
    'You are not signed in. This account is suspended for now. Give the tracking code to support to hear why.',
  'identity.closed': () => 'You are not signed in. This account has been closed and is no longer used.',
  'identity.renumbered': () =>
    'You were not signed in. The civil register has replaced this number by a new one. Sign in with the new number and the same password; the account is the same.',
  'identity.merged': () =>
    'You were not signed in. The civil register has made this number one with your other number. Sign in with that one and the password of that account; if you do not know it, recover the account.',
  'identity.superseded': () =>
    'No account was made. The civil register has replaced this number by a new one. Type the new number.',
  'identity.minor': () =>
    'You are not signed in. An account is given from the age of eighteen. Come back then.',
  'identity.not_matched': () =>
    'No account was made. The name, date of birth and national ID do not match the civil register. Check them again.',
  'identity.mobile_not_yours': () =>
    'No account was made. In Shahkar this mobile number is not in your name. Give a number that is.',
  'identity.exists': () =>
    'There is an account for this national ID already, and no other was made. Sign in with it.',
  'identity.cannot_check': () =>
    'No account was made, because the register that matches identities does not answer at this moment. Try again a little later.',
  'identity.password_short': ({ least }) =>
    `The password is too short and was not accepted. Write at least ${least} characters.`,
  'identity.password_long': ({ most }) =>
    `The password is too long and was not accepted. Write no more than ${most} characters.`,
  'identity.wait': ({ retryAfter }) =>
    `The password was wrong several times, and this time it was not looked at. Try again in ${retryAfter} seconds.`,
  'factors.code_wrong': () =>
    'This code is not right, or it was used before; nothing was confirmed. Ask for a new code or type it again.',
  'factors.code_expired': () => 'The time of this code is over; nothing was confirmed. Ask for a new one.',
  'factors.passkey_refused': () =>
    'This passkey was not accepted and you are not signed in. Open the page again and retry, or choose another way.',
  'factors.passkey_known': () => 'This passkey was added before; it was not added again.',
  'factors.passkeys_full': ({ most }) =>
    `No more than ${most} passkeys are kept; this one was not added. Remove one first.`,
  'factors.certificate_missing': () =>
    'The browser showed no certificate and nothing was confirmed. Insert the card or token, close the browser and open it again, and try once more.',
  'factors.certificate_unknown': () =>
    'The issuer of this certificate is not accepted here and nothing was confirmed. Choose another certificate or another way.',
  'factors.certificate_expired': () =>
    'This certificate, or that of its issuer, is not valid now and nothing was confirmed. Have it renewed by its issuer.',
  'factors.certificate_revoked': () =>
    'Its issuer has revoked this certificate and nothing was confirmed. Get a new one, or choose another way.',
  'factors.certificate_unchecked': () =>
    'Nobody can tell at the moment whether this certificate was revoked, so nothing was confirmed. It is not your fault; try later, or choose another way.',
  'factors.certificate_unfit': () =>
    'This certificate was not issued for identifying people and nothing was confirmed. Choose another one.',
  'factors.certificate_other': () =>
    'This certificate is somebody else’s and nothing was confirmed. Come with your own.',
  'factors.certificate_not_added': () =>
    'This certificate does not hold your national ID and you have not added it, so nothing was confirmed. Add it under “Sign-in and security” first.',
  'factors.certificate_known': () => 'This certificate was added before and was not added again.',
  'factors.certificates_full': ({ most }) =>
    `No more than ${most} certificates are kept, and this one was not added. Remove one first.`,
  'factors.not_found': () =>
    'There is no such key in your account; nothing was removed. Open the list again.',
  'factors.last_way': () =>
    'This is your only way to sign in; it was not removed. Set a password or add another passkey first.',
  'factors.offer_over': () =>
    'The time of this page is over; the authenticator was not added. Start again and scan the new picture.',
  'factors.wait': ({ retryAfter }) =>
    `That was tried several times in a row; this time nothing was done. Try again in ${retryAfter} seconds.`,
  'factors.password_common': () =>
    'This password is among the first that anyone tries; it was not accepted. Write a few words that only you put together.',
  'factors.password_yours': () =>
    'This password contains your own name or numbers; it was not accepted. Write something that is not known of you.',
  'factors.password_wrong': () => 'The current password is not right; nothing has changed. Type it again.',
  'factors.fresh_needed': () =>
    'For this you must have signed in just now by two ways; nothing has changed. Sign out, sign in with password and code, and try again.',
  'enrolment.wait': ({ retryAfter }) =>
    `That was tried several times in a row and was not done this time. Try again in ${retryAfter} seconds; what you typed is kept.`,
  'enrolment.birth_date_malformed': () =>
    'This date could not be read. Write the year with four digits, such as 1372/5/17 or 8 August 1993.',
  'enrolment.name_malformed': () =>
    'This name could not be read. Write it in letters, without digits or signs.',
  'enrolment.minor': () =>
    'No account was made. The civil register knows you, but Yekbar gives accounts from the age of eighteen. Come back then; until then your guardian acts for you.',
  'enrolment.deceased': () =>
    'No account was made. The civil register holds the owner of this national ID for deceased. If that is wrong, go to the civil register with your birth certificate.',
  'enrolment.number_lost': () =>
    'The password was not changed. The mobile of this account is no longer in your name at Shahkar. Sign in with the password and change the number, or have the number put in your name again.',
  'enrolment.other_factor': () =>
    'This way is not accepted for recovery and nothing was changed. Use one of those on this page.',
  'enrolment.over': () =>
    'This was done before, or its time is over, and it was not done again. Open the page anew.',
  'enrolment.same_mobile': () =>
    'Your account has this number already and nothing was changed. Type another one.',
  'enrolment.mobile_not_yours': () =>
    'This mobile is not in your name at Shahkar and nothing was changed. Give a number that is in your own name.',
  'enrolment.registry_down': () =>
    'Shahkar does not answer at this moment and nothing was changed. What you typed is kept; try again a little later.',
  'entities.renumbered': () =>
    'This entity has a new legal-entity ID, and nothing goes on under the old one. Use the new one.',
  'entities.not_found': () => 'There is no such company at Yekbar. Check its national identifier.',
  ...mandateFaults,
  ...clientFaults,
  ...systemFaults,
  ...directoryFaults,
  ...handoverFaults,
  ...developerFaults,
  ...custodyFaults,
  'mandates.joint': ({ required, of }) =>
    `This company is bound by ${required} signatures of ${of}, and yours alone is not enough. You are not signed in for it.`,
  'mandates.ended': () =>
    'Your authority for this company has ended. You are not signed in for it. If that is wrong, the company register can correct it.',
  'mandates.none': () =>
    'The company register gives you no signature for this company. You are not signed in for it. Choose another, or act for yourself.',
  'transparency.range': ({ most }) =>
    `We did not understand this span and gave no numbers. Write from and until like 2026-11-21; up to today, and not more than ${most} days.`,
  'transparency.no_day': () => 'There are no numbers of such a day. Write a day up to today like 2026-11-21.',
  'audit.not_found': () =>
    'There is no such thing in your record, or it is not yours to see. Nothing was shown. Open it again from your own record.',
  'admin.not_staff': () =>
    'This page is for the administrators of Yekbar and you are not one of them; nothing was shown and nothing was changed.',
  'admin.read_only': () =>
    'Your role does not do this; nothing was done. An auditor looks, an approver decides what others asked for. Ask a platform administrator.',
  'admin.token_needed': () =>
    'This address needs an access token and nothing was done. Get one by client credentials and send it in Authorization.',
  'admin.scope_needed': ({ scope }) =>
    `The access token does not allow this and nothing was done. Scope needed: ${scope}`,
  'oidc.request_refused': () =>
    'We did not accept this request. You are not signed in and no data was given. Go back to the system and start again.',
  'oidc.choose_one': () => 'You have not chosen anybody yet, and we did not go on. Choose one.',
  'oidc.not_for_purpose': () =>
    'This system does not take this matter from such a subject, and we did not go on. Choose another, or go back to the system.',
  'oidc.sign_in_first': () =>
    'This step comes after signing in; nothing was done. Go back to the system and start again.',
  'oidc.choose_first': () =>
    'It is not clear yet whom you are acting for, and no data was given. Go back to the system and start again.',
  'oidc.code_missing': () => 'You typed no code, so nothing was confirmed. Type the code and press again.',
  'oidc.level_not_reached': () =>
    'This way is not enough here, so nothing was confirmed. Use your hardware key, or go back.',
  'oidc.client_keys': () =>
    'The encryption key of the system could not be had, and nothing was sent. Mend the registered key or its jwks_uri and ask again.',
  'oidc.device_wait': ({ retryAfter }) =>
    `Too many wrong codes were typed from here, and this one was not looked at. Try again in ${retryAfter} seconds.`,
  'oidc.token_missing': () =>
    'The request carried no access token; nothing was done. Send it in the Authorization header, with Bearer or DPoP.',
  'oidc.token_unknown': () =>
    'The access token is not known or has expired; nothing was done. Get a new one and send the request again.',
  'release.token_missing': () =>
    'The request carried no access token, and no data was given. Send it in the Authorization header, with Bearer or DPoP.',
  'release.token_unknown': () =>
    'This access token is not known, has expired, was revoked, or its key was not proven; no data was given. Get a new token.',
  'release.nonce_needed': () =>
    'The proof has to carry the nonce of the DPoP-Nonce header, so nothing was handed over. Make a new proof with it and ask again.',
  'release.proof_invalid': ({ part }) =>
    `The DPoP proof was not accepted (${part}) and no data was given. Make a new proof for every request.`,
  'release.scope_missing': () =>
    'This token was not issued for profile fields, and no data was given. Ask for the scope business_profile, with a purpose.',
  'release.client_suspended': () =>
    'This client is suspended, and no data was given. The agency that owns the system has to talk to the administration of Yekbar.',
  'release.person_inactive': () =>
    'The account of the person who gave this access can no longer be used, and no data was given. Somebody else has to sign in.',
  'release.power_ended': () =>
    'The authority of this person to act for the company has ended, and no data was given. Somebody who holds authority now has to sign in.',
  'release.consent_withdrawn': () =>
    'The permission was withdrawn or has expired, and no data was given. Send the person to sign in again, so that she decides; until then ask for the same in your own form.',
  'release.field_not_in_purpose': ({ fields }) =>
    `The purpose does not have these fields, and nothing was given: ${fields}. Leave them out, or add them to the purpose and have it approved.`,
  'release.fields_malformed': () =>
    'The parameter fields could not be read, and no data was given. Separate the keys of fields by commas.',
  'signals.not_found': () =>
    'There is no such signal to a system; it may have been erased after thirty days. Nothing was done. Open the list again.',
  'signals.delivered': () => 'This signal has arrived before and was not sent again. Open the list again.',
  'me.session_not_found': () =>
    'There is no such sign-in; it may have ended before. Nothing was done. Open the list again.',
  'events.token_needed': () =>
    "This address needs a client's own access token (client credentials); nothing was done. Get one and send it along.",
  'events.not_found': () =>
    'This client has no such stream; nothing was done. Read the list of your streams, or create one.',
  'events.subject_malformed': () =>
    'The subject could not be read and nothing was changed. Write it in the format iss_sub, opaque, or complex of user, tenant and session.',
  'events.not_enabled': () => 'This stream is disabled and nothing was sent in it. Enable it first.',
  'events.paused_by_administrator': () =>
    'The administration paused a stream of this client, and nothing was changed: none is deleted or made in its place. Settle it with the administration of Yekbar.',
  'events.scope_needed': ({ scope }) =>
    `This access token lacks the scope ${scope}; nothing was done. Get one that has it.`,
  'events.malformed': ({ part }) =>
    `This part of the request could not be read: ${part}. Nothing was changed; correct it and send it again.`,
  'events.address_refused': ({ reason }) =>
    `This address was not accepted (${reason}) and the stream is as it was. Give an https address on the public network.`,
  'events.too_many_streams': ({ most }) =>
    `A client has up to ${most} streams, and no new one was created. Delete one and create it again.`,
  'events.too_many_subjects': ({ most }) =>
    `Up to ${most} subjects can be removed from a stream, and this one was not. Create another stream.`,
  'events.verified_lately': ({ retryAfter }) =>
    `This stream was verified a moment ago and no new event was sent. Ask again in ${retryAfter} seconds.`,
  'release.since_malformed': () =>
    'The value of since could not be read and nothing was handed over. Give the version of an earlier answer, a past time like 2026-01-31T10:00:00Z, or 0.',
  'release.as_of_malformed': () =>
    'The day or moment of as_of or known_at could not be read and nothing was handed over. Give a past day such as 2026-03-21, without since and max_age.',
  'release.history_not_allowed': () =>
    'The purpose of this client does not entitle to the past, and nothing was handed over. Ask without as_of and known_at, or register a purpose that does.',
  'release.max_age_malformed': () =>
    'The value of max_age could not be read and nothing was handed over. Give a number of seconds, up to a year.',
  'release.asked_again': ({ limit, retryAfter }) =>
    `This client got the same unchanged answer ${limit} times, and nothing was handed over now. Ask again in ${retryAfter} seconds, or be told of changes by events: /.well-known/ssf-configuration`,
  'release.batch_malformed': () =>
    'This request could not be read and nothing was handed over. Write subjects as a list, and if you like purpose and fields.',
  'release.purpose_not_law': () =>
    'This purpose does not rest on a law, so nothing is handed over in batches. Ask for each person with her own permission.',
  'release.subject_unknown': () =>
    'Nobody of this identifier is known here and nothing was handed over. Check the identifier.',
  'release.subject_inactive': () =>
    'The account of this person is not in use (closed, suspended, or of somebody who has died), and nothing was handed over. Ask the register that keeps the data.',
  'release.subject_malformed': () =>
    'This identifier is not written correctly and nothing was handed over. Check the digits.',
  'release.subject_not_in_purpose': () =>
    'This purpose is not approved for this kind of subject and nothing was handed over.',
  'release.batch_size': ({ most }) =>
    `A request asks for one to ${most} subjects; nothing was handed over. Divide it.`,
};
