import type { FaultData } from '../../errors.ts';

/** Of the forms of the systems and of their state: what happened, what did not, what to do. */
export const systemFaults = {
  'clients.change_waiting': () =>
    'Another change of this client waits for approval, and this one was not taken. Decide that one first.',
  'clients.has_faults': () =>
    'The automatic review found a fault in this purpose, and it was not approved. Refuse it and say why, so that the agency mends it.',
  'overlap.not_a_schema': () =>
    'This text is not the JSON Schema of a form, and nothing was read. Give a JSON Schema with properties.',
  'overlap.no_form': () =>
    'No labelled field was found in this page, and nothing was read. Give the source of the page that holds the form.',
  'overlap.forms_limited': ({ limit, retryAfter }: FaultData) =>
    `${limit} forms are read in ten minutes, and this one was not. Send it in ${retryAfter} seconds; a form that did not change has the same answer.`,
  'overlap.too_many': ({ most }: FaultData) =>
    `This form has more than ${most} questions and was not read. Split it.`,
  'overlap.uses': () =>
    'The number of uses in a year is not right, and nothing was read. Write a number from zero up, or leave it empty.',
  'overlap.no_label': () => 'No form holds such a question, and nothing was decided. Open the list again.',
  'overlap.unknown_field': () =>
    'This key is not in the catalogue, and nothing was decided. Choose a field from the list.',
  'status.target_unknown': () =>
    'There is no such system or register in the list, and nothing was checked. Choose from the list on the page of the state.',
  'status.target_unclear': () =>
    'Several systems or registers fit these words, so nothing was checked. Write the whole name or the number.',
  'status.time': () =>
    'The day and time could not be read or have not come yet, and nothing was checked. Write them as 2026-11-20 11:30.',
  'status.announcement_text': ({ most }: FaultData) =>
    `An announcement needs a text in both languages, each up to ${most} characters. Nothing was announced.`,
  'status.announcement_time': () =>
    'Begin and end are not right, and nothing was announced. The end has to be after the begin and after now; write them as 2026-11-20 11:30.',
  'status.announcement_unknown': () =>
    'There is no such announcement; it may have been withdrawn before. Nothing was done. Open the list again.',
  'admin.level': () =>
    'The administration needs a sign-in with two factors, and nothing changed. Open the page again.',
  'admin.reason_needed': () => 'You have not said why you look. Nothing was looked up. Choose a reason.',
  'admin.reference_needed': () =>
    'The number of the letter, call or order is missing, or it is more than a number. Nothing was looked up. Write the number alone.',
  'admin.lookups_wait': () =>
    'You have looked up thirty things in a row. Nothing was looked up. Wait a minute; from here on one look a minute is possible.',
  'admin.nothing_asked': () => 'There is no identifier. Nothing was looked up. Write one.',
  'admin.not_support': () => 'This page is for the support only, and nothing was shown.',
  'support.nothing_shown': () => 'Nothing is chosen, and no code was made. Choose at least one.',
  'support.code_wrong': () =>
    'This code opens nothing: it is wrong, was used, or its time has passed. Nothing was seen. Ask for a new one.',
  'support.wait': () => 'Several wrong codes were typed, and now you have to wait. Nothing was seen.',
  'support.not_found': () => 'There is no such thing, or it is not yours. Nothing was done.',
  'support.view_over': () => 'The time to look has passed, or she ended it. Ask for a new code.',
  'admin.suspension_nobody': () => 'There is no account of this number. Nothing was suspended.',
  'admin.suspension_reason': () => 'The reason is missing. Nothing was suspended. Choose one.',
  'admin.suspension_reference': () =>
    'The number of the letter, call or order is missing, or it is more than a number. Nothing was suspended. Write the number alone.',
  'admin.suspension_holds': () => 'This account is suspended already. Nothing was done.',
  'admin.suspension_not_found': () => 'There is no such suspension. Nothing was done.',
  'admin.suspension_over': () => 'This account goes on already. Nothing was done. Open the list again.',
  'admin.suspension_second': () =>
    'You asked yourself that it go on, or a program whose secret you made did. It stays suspended until a colleague agrees.',
  'admin.suspension_own': () =>
    'About the suspension of your own account neither you decide nor a program whose secret you made. Nothing was done. Ask a colleague.',
  'admin.suspension_last': () =>
    'Without this account fewer than two would remain who can let an account go on. Nothing was suspended. Whoever runs Yekbar first gives the role to another, or ends it for the holder of this account.',
  'admin.emergency_nobody': () => 'There is no active account of this number. Nothing was asked for.',
  'admin.emergency_own': () =>
    'Nobody asks for himself. Nothing was asked for. Let another administrator ask.',
  'admin.emergency_hours': ({ most }: FaultData) =>
    `The number of hours is one to ${most}. Nothing was asked for.`,
  'admin.emergency_second': () => 'Somebody confirms who neither asked nor gets it. Nothing was confirmed.',
  'admin.emergency_not_found': () => 'There is no such request. Nothing was done.',
  'admin.emergency_over': () => 'This request is open no longer. Nothing was done. Open the list again.',
};
