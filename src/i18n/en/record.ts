/** The words of the record: narrowing it, taking it along, proving one entry. */
import type { Messages } from '../fa.ts';

export const record: Messages['record'] = {
  aboutTitle: name => `The record of ${name}`,
  aboutLede:
    'Each time a system received a field of this company, it was written here at that moment. Those see this page whose signature binds the company.',
  about: 'About whom',
  aboutAll: 'yourself and all of them',
  month: 'Month',
  everyMonth: 'all months',
  kind: 'What',
  everyKind: 'everything but questions to registers',
  kinds: {
    seen: 'fields that were seen',
    consent: 'permissions',
    sign_in: 'sign-ins, security and account',
    power: 'powers',
    case: 'cases with Yekbar',
    inquiry: 'questions to registers',
  },
  systems: 'How often, by system',
  systemsText: (consent, law) => `${consent} by permission, ${law} by law`,
  take: 'Take this list along',
  json: 'for programs (JSON)',
  csv: 'as a table (CSV)',
  proof: 'proof of this entry',
  proofTitle: 'This entry has not been touched',
  waitingTitle: 'The proof of this entry is ready when the day is over',
  brokenTitle: 'This entry is not what was sealed',
  proofLede: day =>
    `This is one of the entries of ${day}, and it stands under the signed root of that day. If one letter of it changed, it would not lead to that root any more.`,
  waitingLede: day =>
    `The entries of a day are sealed together after midnight; their root is signed and published. The turn of this one comes after ${day}: open this page again tomorrow.`,
  waitingSealed:
    'This entry is not sealed yet; it will be in a few seconds. The entries of a day are signed and published after midnight.',
  brokenLede:
    'What stands in the record now does not lead to the signed root of that day. Tell the platform the tracking code of this entry, so that it is looked into.',
  entry: 'The entry',
  day: 'Day',
  place: 'Its place in that day',
  placeOf: (index, size) => `${index} of ${size}`,
  leaf: 'Hash of the entry',
  path: 'Path to the root',
  root: 'Root of the day',
  key: 'Key that signed',
  download: 'Get the proof (JSON)',
  roots: 'Published roots',
  keys: 'Published keys',
  how: 'Check it yourself',
  howText:
    'With the file of the proof and a copy of the published keys it can be checked without us and without a network: the hash of the entry must lead, by the path in the proof, to the root of the day, and the signature of the root must hold under a published key. The program that checks, and the steps in words, come with the open source of Yekbar.',
  command: 'npm run audit -- check proof.json keys.json',
  back: 'Who saw what',
};
