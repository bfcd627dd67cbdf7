/**
 * How long the answer takes to "may this person do this for that entity, now?": a person with a thousand mandates, each
 * the end of the longest way (given, passed on to a second firm, which named her), each for what is asked and none for so
 * much, so every one is looked at to its end. No database. By itself: `node bench/covers.ts`; prints one line per measure.
 */
import { pathToFileURL } from 'node:url';
import { covers, type Facts, type MandateOf, type OfficeOf } from '../src/mandates/index.ts';

const MANDATES = 1_000;
const ROUNDS = 200;
const at = new Date('2026-11-21T08:00:00Z');

function office(id: string, entityId: string): OfficeOf {
  const term = { since: '2020-01-01', until: '2030-01-01', endedAt: null };
  return {
    id,
    entityId,
    officer: 'somebody',
    role: 'managing_director',
    mode: 'sole',
    required: 1,
    combinations: null,
    ...term,
  };
}

/** @param systems what each of them is for */
function worldFor(systems: readonly number[]): Facts {
  const offices = new Map<string, OfficeOf>();
  const mandates = new Map<string, MandateOf>();
  for (const one of [office('root', 'company'), office('first', 'firm'), office('second', 'other firm')])
    offices.set(one.id, one);
  const all = { entityId: 'company', rootOfficeId: 'root', scope: { systems, kinds: [], purposes: [] } };
  const holds = {
    amount: 10n,
    from: '2026-01-01',
    until: '2027-01-01',
    state: 'active',
    endedAt: null,
  } as const;
  for (let number = 0; number < MANDATES; number++) {
    const [given, passed, named] = [`given ${number}`, `passed ${number}`, `named ${number}`];
    const add = (one: Pick<MandateOf, 'id' | 'parentId' | 'how' | 'holder' | 'mayPassOn' | 'offices'>) =>
      mandates.set(one.id, { ...all, ...holds, ...one });
    const to = (kind: 'person' | 'entity', hash: string) => ({ holder: { kind, hash } });
    add({
      id: given,
      parentId: null,
      how: 'given',
      mayPassOn: true,
      ...to('entity', '#firm'),
      offices: ['root'],
    });
    const second = ['root', 'first'];
    add({
      id: passed,
      parentId: given,
      how: 'passed',
      mayPassOn: false,
      ...to('entity', '#other'),
      offices: second,
    });
    const third = ['root', 'first', 'second'];
    add({
      id: named,
      parentId: passed,
      how: 'named',
      mayPassOn: false,
      ...to('person', 'she'),
      offices: third,
    });
  }
  const entity = (id: string, hash: string) => [id, { id, hash, status: 'active' as const }] as const;
  const entities = new Map([entity('company', '#'), entity('firm', '#firm'), entity('other firm', '#other')]);
  return { offices, entities, mandates };
}

/** Milliseconds of one answer: the median of many. */
export function measureCovers(): number {
  const facts = worldFor([34]);
  const use = { clientId: 'tax', system: 34, kinds: [], amount: 11n };
  const asked = { person: 'she', entityId: 'company', use };
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const verdict = covers(facts, asked, at);
    times.push(performance.now() - start);
    if (verdict.covered || verdict.because !== 'over_amount') throw new Error('the measure is wrong');
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

export function benchCovers(print: (name: string, value: number, unit: string) => void): void {
  print('covers_1000_mandates', measureCovers(), 'ms');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  benchCovers((name, value, unit) => console.log(`${name} ${Number(value.toPrecision(3))} ${unit}`));
