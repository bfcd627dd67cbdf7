import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { countRemoved, deleteRemoved, insertRemoved, lockStream } from './store.ts';
import { getOwnStream } from './stream.ts';
import { formerKey, type SubjectId, subjectKey } from './subject.ts';

const MOST_REMOVED = 20_000;

/**
 * A stream tells of every subject that its client has a right for; adding takes back a removal. Whether there is such a
 * subject is not said: it makes no difference to the answer.
 * @throws events.not_found
 */
export async function addSubject(
  op: Operation,
  clientId: string,
  id: string,
  subject: SubjectId,
): Promise<void> {
  const stream = await getOwnStream(op, clientId, id);
  const keys = [subjectKey(op, stream.id, subject), ...formerKey(op, stream.id, subject)];
  await deleteRemoved(op, stream.id, keys);
}

/** From now on the stream tells nothing of the subject. @throws events.not_found, events.too_many_subjects */
export function removeSubject(
  op: Operation,
  clientId: string,
  id: string,
  subject: SubjectId,
): Promise<void> {
  return atomically(op, async op => {
    const stream = await getOwnStream(op, clientId, id);
    await lockStream(op, stream.id);
    if ((await countRemoved(op, stream.id)) >= MOST_REMOVED)
      throw new Fault('conflict', 'events.too_many_subjects', { most: MOST_REMOVED });
    await insertRemoved(op, stream.id, subjectKey(op, stream.id, subject));
  });
}
