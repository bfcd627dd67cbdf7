import { errorFacts } from './log.ts';
import { afterwards, newTracking, type Operation, type System, systemOperation } from './operation.ts';

/**
 * What everybody may see and takes long to make is made once for all who ask: by one at a time in each process, again
 * when something that it is made of was changed here, and at the latest a minute after it was asked of the database.
 */
export interface Thing {
  readonly name: string;
  /** Rooms whose entries in the record say that it is not the same any more, as the kinds of events begin. */
  readonly of: readonly string[];
}

/** So old it is made again behind the back of who asks; so old nobody is given it. */
const OLD_MS = 30_000;
const OLDEST_MS = 60_000;
const MOST = 50;

interface Made {
  readonly of: readonly string[];
  readonly at: number;
  readonly value: Promise<unknown>;
  /** Whether the next one is being made. */
  renewed: boolean;
}
const kept = new WeakMap<System, Map<string, Made>>();

function keptBy(system: System): Map<string, Made> {
  const own = kept.get(system) ?? new Map<string, Made>();
  kept.set(system, own);
  return own;
}

/**
 * @param make is given an operation of nobody in the language of who asks, so that nothing of one reader can stand in
 *   what another is given. In a transaction it is made for that alone.
 */
export function madeOnce<T>(op: Operation, thing: Thing, make: (op: Operation) => Promise<T>): Promise<T> {
  if (op.db.isTransaction) return make(op);
  const name = `${thing.name} ${op.lang}`;
  const known = keptBy(op.system).get(name);
  const age = known ? op.at.getTime() - known.at : OLDEST_MS;
  if (!known || age < -OLD_MS || age >= OLDEST_MS) return keep(op, name, thing, make).value as Promise<T>;
  if (age >= OLD_MS && !known.renewed) {
    known.renewed = true;
    const next = keep(op, name, thing, make, known);
    next.value.catch(error => op.system.log.warn(errorFacts(error), 'a page is the one of before'));
  }
  return known.value as Promise<T>;
}

/** @param before stays until the next one is there */
function keep<T>(
  op: Operation,
  name: string,
  thing: Thing,
  make: (op: Operation) => Promise<T>,
  before?: Made,
): Made {
  const own = keptBy(op.system);
  const asked = {
    ...systemOperation(op.system, newTracking()),
    actor: { kind: 'stranger' },
    at: op.at,
  } as const;
  const made: Made = {
    of: thing.of,
    at: op.at.getTime(),
    value: make({ ...asked, lang: op.lang, memo: new Map() }),
    renewed: false,
  };
  const take = (one: Made) => {
    own.delete(name);
    own.set(name, one);
    const oldest = own.size > MOST ? own.keys().next().value : undefined;
    if (oldest !== undefined) own.delete(oldest);
  };
  if (!before) take(made);
  made.value.then(
    () => {
      // Something was changed meanwhile: what stood before is gone, and this is not put in its place.
      if (before && own.get(name) === before) take(made);
    },
    () => {
      if (own.get(name) === made) own.delete(name);
      if (before) before.renewed = false;
    },
  );
  return made;
}

/** Says that something of a room was changed: what is made of it is made anew for who asks next. */
export function tellChanged(op: Operation, room: string): void {
  afterwards(op, () => {
    const own = keptBy(op.system);
    for (const [name, { of }] of own) if (of.includes(room)) own.delete(name);
  });
}

const drawn = new WeakMap<object, Map<string, unknown>>();

/** What is drawn of a thing that was made once: drawn once, and gone with it. */
export function drawnOnce<T>(thing: object, name: string, draw: () => T): T {
  const own = drawn.get(thing) ?? new Map<string, unknown>();
  drawn.set(thing, own);
  if (!own.has(name)) own.set(name, draw());
  return own.get(name) as T;
}
