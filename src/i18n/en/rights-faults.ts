import type { FaultData } from '../../errors.ts';

import type { rightsFaults as source } from '../fa/rights-faults.ts';
import type { Messages } from '../fa.ts';

export const rightsFaults: Pick<Messages['faults'], keyof typeof source> = {
  'cases.not_found': () =>
    'There is no such case of yours. Nothing was done. Open the list of your cases again.',
  'cases.text_needed': () => 'You wrote nothing and no case was opened. Write a few words and send again.',
  'cases.text_long': ({ most }) =>
    `The text is longer than ${most} characters and was not kept. Shorten it and send again.`,
  'cases.not_disputable': () =>
    'We hold no value of a register for this field, or you said it yourself; no case was opened.',
  'cases.disputed_already': () =>
    'Somebody else who represents the company has a case about this field; no other one was opened. Wait for its answer.',
  'cases.too_many': () =>
    'You have twenty cases without an answer and no other one was opened. Wait for them, or take one back.',
  'cases.own': () => 'You opened this case yourself; no answer was kept. A colleague has to answer it.',
  'cases.answered': () => 'This case no longer awaits an answer; yours was not kept. Open its page again.',
  'cases.answer_needed': () => 'You wrote no answer and nothing was kept. Write it and send again.',
  'cases.outcome_needed': () => 'You chose no outcome and nothing was kept. Choose one and send again.',
  'cases.evidence_kind': () =>
    'This file is no proper PNG, JPEG or PDF, or its PDF runs something by itself. The complaint was not kept; your words are here, choose the file again.',
  'cases.contested_already': () =>
    'The earlier contest of the agency has no answer yet, and this one was not kept. Wait for that answer.',
  'cases.no_evidence': () => 'No file came with this complaint, or the account of its owner was closed.',
  'cases.address': () =>
    'The address of the page could not be read, and the complaint was not kept. Copy it from the browser, or leave it empty.',
  'feedback.not_used': () =>
    'You did not use this system in the last two weeks, and nothing was kept. We ask those who used it.',
  'feedback.given_already': () =>
    'You said something of this system before, and this was not kept. After six months you are asked again.',
  'feedback.score_needed': () => 'You chose no score, and nothing was kept. Choose one.',
  'feedback.text_long': ({ most }: FaultData) =>
    `The text is longer than ${most} characters, and was not kept. Shorten it.`,
  'feedback.not_found': () => 'There is no such thing said, and nothing was done. Open the list again.',
  'feedback.own': () => 'You said this yourself; nothing was kept. A colleague has to look at it.',
  'feedback.reply_needed': () => 'You wrote no reply, and nothing was kept. Write it and send it again.',
  'feedback.replied_already': () => 'This was replied to before; your reply was not kept.',
  'rights.not_found': () =>
    'There is no such thing of yours. Nothing was done. Start from “Your rights over your data”.',
  'rights.closed': () => 'This account is closed, and nothing was done.',
  'rights.not_sure': () =>
    'The account is not going to be closed: you did not say yes. If you want it closed, open the page again.',
  'consent.not_found': () =>
    'There is no such permission in your record. Nothing was done. Open the list of permissions again.',
  'consent.beyond_purpose': () =>
    'This permission was not kept, because it holds a field that the purpose does not have. Go back to the system and start again.',
  'consent.not_renewable': () =>
    'This permission cannot be renewed here: it is too early, it has ended, or its meaning has changed. Nothing was changed; the system asks at the next sign-in.',
  'consent.no_record': () =>
    'This permission was given before each one got a signed record; it has none. The permission itself is what it was.',
  'consent.changed_meanwhile': () =>
    'This permission was changed elsewhere at the same moment and was not kept this time. Open the page again.',
};
