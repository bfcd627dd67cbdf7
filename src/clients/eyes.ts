import { currentAccountOf } from '../identity/index.ts';
import { actorName, type Operation, once } from '../operation.ts';
import { selectMakers } from './secret-store.ts';

/** Who did something that a second pair of eyes has to look at, and when. */
export interface Asked {
  /** As actorName writes it. */
  readonly by: string;
  readonly at: Date;
}

/** A token lives on for minutes after the secret that it was given for. */
const GRACE_MS = 3_600_000;

/**
 * Whether who asks now is another human being than who asked then. An account in whose place another goes on is that
 * other's; a program is whoever could call as it: who made a secret of it that still worked, and so on where that was a
 * program too.
 */
export async function isSomebodyElse(op: Operation, asked: Asked): Promise<boolean> {
  const me = actorName(op.actor);
  if (op.actor.kind === 'stranger' || me === asked.by) return false;
  const [mine, theirs] = [await eyesOf(op, { by: me, at: op.at }), await eyesOf(op, asked)];
  return mine.every(one => !theirs.includes(one));
}

/** Persons and programs behind an actor; nobody behind the program itself. */
function eyesOf(op: Operation, { by, at }: Asked): Promise<readonly string[]> {
  return once(op, `eyes ${by} ${at.getTime()}`, async () => {
    const eyes = new Set<string>();
    const waiting = [by];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const [kind = '', id = ''] = one.split(/:(.*)/s);
      if (kind === 'person') eyes.add(`person:${await currentAccountOf(op, id)}`);
      if (kind !== 'client' || eyes.has(one)) continue;
      eyes.add(one);
      waiting.push(...(await selectMakers(op, id, at, new Date(at.getTime() - GRACE_MS))));
    }
    return [...eyes];
  });
}
