import type { Messages } from '../fa.ts';

export const versions: Messages['versions'] = {
  heading: purpose => `A new version of the purpose “${purpose}”`,
  headingNew: client => `A new purpose for “${client}”`,
  lede: 'Write it, see what it changes, then send it. The version in force stays until this one takes its place.',
  refused: (n, count) => `Correct ${count === 1 ? 'one field' : `${n} fields`}; what you typed is kept.`,
  look: 'See what it changes',
  preview: 'Before it is sent',
  same: 'Nothing has changed.',
  send: 'Send for approval',
  sendAtOnce: 'Bring it into force',
  faulty: 'While there is a fault it is not sent; mend it below and look again.',
  isNew: 'This purpose is new: somebody else has to approve it.',
  less: 'This version asks for less: it needs nobody’s approval and works at once.',
  more: 'This version asks for more, or says something else; somebody else has to approve it.',
  reasons: {
    fields: 'It has a new field.',
    subjects: 'It is for others too.',
    basis: 'The right to the data changes.',
    retention: 'The time that the data are kept is another.',
    consent_days: 'A permission holds longer.',
    history: 'it asks for the past too',
    level: 'It is content with less assurance.',
    text: 'Its name or text changes.',
    law: 'Its law or resolution changes.',
  },
  tells:
    'Once approved, everybody is told who gave a permission, or whose data were handed out under this law within a year. Earlier permissions cover only the earlier fields.',
  ticked: (n, count) => (count === 1 ? 'One field is chosen' : `${n} fields are chosen`),
  searchHint: 'Name of a field, its key or register, like “postal code”.',
  search: 'Search',
  found: (n, count) =>
    count === 0
      ? 'There is no other field of this name'
      : count === 1
        ? 'One more field found'
        : `${n} more fields found`,
  write: 'New version',
  add: 'New purpose',
  told: (n, count) => (count === 1 ? 'One person was told.' : `${n} people were told.`),
  telling: (n, count) =>
    count === 1
      ? 'One person has been told so far; it goes on.'
      : `${n} people have been told so far; it goes on.`,
};
