import type { CheckedProof } from './check.ts';
import type { Broken, Verdict } from './verify.ts';

const said: Record<Broken['how'], string> = {
  changed: 'was changed after it was sealed',
  removed: 'was removed after it was sealed',
  inserted: 'was inserted after its neighbours were sealed',
  reordered: 'stands in another place than it was sealed in',
  block_broken: 'is broken: its hash or its link to the block before does not hold',
  block_missing: 'is missing',
  root_missing: 'is closed, but its signed root is missing',
  root_wrong: 'has a root that is not that of its entries, or that we did not sign',
  tree_broken: 'has kept hashes that do not lead to its root',
  kept_missing: 'is not as the root says that was kept: the end was cut off, or the record was written anew',
};
const ofDay: readonly Broken['how'][] = ['root_missing', 'root_wrong', 'tree_broken', 'kept_missing'];

/** The verdict in plain words, for the command line: a count, or the first broken entry. */
export function formatVerdict(verdict: Verdict): string {
  if (verdict.ok)
    return [
      `The record is whole: ${verdict.events} events in ${verdict.blocks} blocks, ${verdict.unsealed} not sealed yet.`,
      `Days with a signed root: ${verdict.days}.`,
      ...(verdict.head ? [`Head: ${verdict.head}`] : []),
    ].join('\n');
  const { block, day, place, event, how, after, events } = verdict;
  return [
    `The record is broken. ${whatOf()} ${said[how]}.`,
    ...(after ? [`The entry before it is ${after}.`] : []),
    `${events} events before it are as they were sealed.`,
  ].join('\n');

  function whatOf(): string {
    if (ofDay.includes(how)) return `The day ${day}`;
    return place === null ? `Block ${block}` : `Entry ${event ?? place} (block ${block}, place ${place})`;
  }
}

const wrong: Record<Extract<CheckedProof, { ok: false }>['why'], string> = {
  form: 'This is no proof of an entry, or a part of it is missing.',
  path: 'The entry does not lead to the root: it is not the one that was sealed.',
  root: 'The signed statement names another root than the proof.',
  signature: 'The signature of the root does not hold under this key.',
  key: 'The root was signed by a key that is not among those given.',
};

/** For the command line. */
export function formatCheck(checked: CheckedProof): string {
  if (!checked.ok) return `The proof does not hold. ${wrong[checked.why]}`;
  const { entry, day, size, kid, keyGiven } = checked;
  return [
    `The proof holds: entry ${entry.publicId} (${entry.kind}, ${entry.at}, tracking code ${entry.tracking})`,
    `is one of the ${size} entries under the signed root of ${day}.`,
    keyGiven
      ? `Signed by a key that you gave: ${kid}`
      : `Signed by the key ${kid}, which came with the proof: compare it with the published ones.`,
  ].join('\n');
}
