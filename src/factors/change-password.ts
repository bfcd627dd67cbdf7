import { Fault } from '../errors.ts';
import { confirmPassword, getPerson, hasPassword, setPassword } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import type { Level } from './level.ts';
import { parseNewPassword } from './new-password.ts';
import { tell } from './notices.ts';

/**
 * Gives a person a new password: by the right old one, or in a session that is fresh and of level 2 or more.
 * @param input.level the level of a fresh session
 * @param endOthers ends the person's other sessions, in the same transaction
 * @throws factors.password_wrong, identity.wait, web.busy, and what parseNewPassword throws
 */
export async function changePassword(
  op: Operation,
  personId: string,
  input: { readonly old: string; readonly password: string; readonly level: Level },
  endOthers: (op: Operation) => Promise<void>,
): Promise<void> {
  const person = await getPerson(op, personId);
  parseNewPassword(input.password, person);
  const needsOld = input.level < 2 && (await hasPassword(op, personId));
  if (needsOld && !(await confirmPassword(op, personId, input.old)))
    throw new Fault('forbidden', 'factors.password_wrong');
  await setPassword(op, personId, input.password, async op => {
    await tell(op, person, 'passwordChanged');
    await endOthers(op);
  });
}
