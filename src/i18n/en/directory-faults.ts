import type { FaultData } from '../../errors.ts';

/** Of the directory: what happened, what did not, what to do. */
export const directoryFaults = {
  'directory.invalid': ({ problems }: FaultData) =>
    `Some parts are not right, and nothing was saved: ${[problems].flat().join(', ')}. Correct them and send it again.`,
  'directory.change_not_found': () => 'There is no such change. Begin with the list of changes.',
  'directory.same_person': () =>
    'You sent this change yourself, or a program did whose secret you made; no decision was kept. A colleague has to look at it.',
  'directory.change_decided': () => 'This change was decided before; your decision was not kept.',
  'directory.reason_needed': () => 'To refuse, write the reason; nothing has been kept yet.',
  'directory.bad_rows': ({ rows }: FaultData) =>
    `${rows} rows have a fault, and nothing was applied. See the report; if they are to be left out, tick that.`,
  'directory.change_stale': () =>
    'Somebody changed this entry since you saw it; nothing of it was applied. Open the page again, or send the file again.',
  'directory.change_waiting': () =>
    'Another change of the same entry waits for a second person, and this one was not kept. Decide on that one first.',
  'directory.registry_not_found': () => 'No such register is in the list. Find it in the list of registers.',
  'directory.file_long': () => 'The file is longer than 512 MB, and nothing was changed. Send it in parts.',
  'directory.file_broken': () => 'The file broke off, and nothing was changed. Send it again.',
  'directory.file_needed': () =>
    'No file came, or its format is not known, and nothing was changed. Choose the file and its format.',
};
