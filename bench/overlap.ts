/**
 * How long it takes to find who asks twice for what among 5,000 systems and 500 fields, each system asking half of them
 * as chance would have it. No database. By itself: `node bench/overlap.ts`; prints one line per measure.
 */
import { pathToFileURL } from 'node:url';
import { type Asker, overlapOf } from '../src/overlap/index.ts';
import { median } from './print.ts';

const SYSTEMS = 5_000;
const FIELDS = 500;
const ROUNDS = 3;

/** The same askers in every run. */
function askers(): Asker[] {
  const fields = Array.from({ length: FIELDS }, (_, at) => `field.${at}`);
  let seed = 1;
  const chance = () => {
    seed = (seed * 48_271) % 0x7fffffff;
    return seed / 0x7fffffff;
  };
  return Array.from({ length: SYSTEMS }, (_, at) => ({
    number: at + 1,
    owner: `owner ${at % 40}`,
    fields: fields.filter(() => chance() < 0.5),
    own: at % 7,
    spared: [],
    usesPerYear: at % 3 === 0 ? null : at * 10,
  }));
}

export function benchOverlap(print: (name: string, value: number, unit: string) => void): void {
  const all = askers();
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const { facts, pairs, systems } = overlapOf(all, field => field !== 'field.0');
    const took = performance.now() - start;
    if (facts !== FIELDS || systems.length !== SYSTEMS || pairs.length !== 50)
      throw new Error('the measure is wrong');
    return took;
  });
  print('overlap_5000_systems_500_fields', median(times), 'ms');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  benchOverlap((name, value, unit) => console.log(`${name} ${Number(value.toPrecision(3))} ${unit}`));
