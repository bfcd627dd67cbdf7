import type { FaultData } from '../../errors.ts';

/** Of what custodians send by themselves: what happened, what did not, what to do. */
export const custodyFaults = {
  'custody.scope_missing': () =>
    'Sending facts of a registry needs a token of scope custody.write; nothing was kept. Ask for a token of that scope.',
  'custody.not_a_custodian': () =>
    'This client is bound to no registry, and nothing was kept. Ask the platform administrator to bind it to yours.',
  'custody.no_such_registry': () =>
    'There is no such registry, and nothing was changed. Take its key from the list of registries.',
  'custody.items': ({ most }: FaultData) =>
    `A request holds from one to ${most} items; nothing was kept. Send them in parts.`,
  'custody.not_your_field': ({ field }: FaultData) =>
    `The field ${field} is not of your registry and was not kept. Send only fields of your own registry.`,
  'custody.item_malformed': () =>
    'This item could not be read and was not kept. Give key, subject, version and fields.',
  'custody.key_malformed': () =>
    'The key of this item is empty or longer than 100 characters, and it was not kept. Give a short key of its own.',
  'custody.key_reused': () =>
    'Something else was sent under this key before, and this item was not kept. Give each change a new key.',
  'custody.subject_malformed': () =>
    'The identifier of the subject is not right, and this item was not kept. The type is person or legal_entity, the identifier without a mistake.',
  'custody.version_malformed': () =>
    'The version is not right, and this item was not kept. Give a whole number from one up that grows with each change.',
  'custody.unknown_field': () =>
    'A field of this item is not in the catalogue, and the item was not kept. Take the keys from /catalogue.json.',
  'custody.not_applicable': ({ field }: FaultData) =>
    `The field ${field} is not of this kind of subject, and the item was not kept.`,
  'custody.value_malformed': ({ field }: FaultData) =>
    `The value of ${field} is not of the shape of the catalogue, and the item was not kept. Mend it and send it again.`,
  'custody.not_yet_valid': ({ field }: FaultData) =>
    `The value of ${field} holds only from a day to come, and the item was not kept. Send it again on that day.`,
  'custody.answer_malformed': () =>
    'This answer could not be read, and nothing was recorded. Send inquiry, ticket, drawnUpAt and record as you write them when asked.',
  'custody.no_such_question': () =>
    'No such question to your registry is open, or the answer does not fit it; nothing was recorded. Check the tracking code and the number of the question.',
  'custody.load_rows': ({ most }: FaultData) =>
    `The number of rows is not right, and no load was begun. Give rows, from one to ${most}.`,
  'custody.load_not_found': () =>
    'You have no such load, and nothing was kept. Take the address from the answer that began it.',
  'custody.load_gap': ({ next }: FaultData) =>
    `There is a gap before these rows, and nothing was kept. Send from row ${next} on.`,
  'custody.load_full': ({ rows }: FaultData) =>
    `More rows came than the ${rows} that were announced; those after them were not kept. Begin another load for them.`,
  'custody.load_from': () =>
    'The number of the row is not right, and nothing was kept. Give a whole number from zero up.',
  'custody.load_type': () => 'Send rows as application/x-ndjson, one item in each; nothing was kept.',
  'custody.load_encoding': () =>
    'Rows are read as they are, not compressed; nothing was kept. Send them without Content-Encoding.',
  'custody.row_too_long': () => 'This row is too long and was not kept. Split it into several.',
  'custody.row_malformed': () =>
    'This row is not JSON in UTF-8, or holds a NUL or half a character, and was not kept. Each row holds one whole item.',
};
