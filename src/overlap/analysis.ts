/**
 * Who asks twice for what. Pure: from which fields each system asks, how many ask each, which pairs ask the same, and
 * what would be spared if each fact were taken from the register that holds it.
 */

/** One system and the fields that its form asks, each once. */
export interface Asker {
  readonly number: number;
  readonly owner: string;
  readonly fields: readonly string[];
  /** Questions besides, that no field of the catalogue answers. */
  readonly own: number;
  /** Of the fields those that Yekbar hands to it already. */
  readonly spared: readonly string[];
  /** How often the form is filled in, where its owner says so. */
  readonly usesPerYear: number | null;
}

export interface FieldOverlap {
  readonly field: string;
  /** Numbers of the systems that ask it. */
  readonly systems: readonly number[];
  /** In how many of them it would be spared: a register holds it, and they ask it still. */
  readonly avoidable: number;
}

export interface PairOverlap {
  readonly one: number;
  readonly other: number;
  readonly shared: number;
  /** Shared of all that the two ask, 0 to 1. */
  readonly alike: number;
}

export interface SystemOverlap {
  readonly number: number;
  readonly owner: string;
  /** Questions: each field once, and what is asked here alone. */
  readonly asked: number;
  /** Fields that another system asks too. */
  readonly askedElsewhere: number;
  /** Fields that a register holds and that this system still asks: what connecting it would spare, each time. */
  readonly avoidable: readonly string[];
  readonly usesPerYear: number | null;
}

export interface Overlap {
  /** Questions of all forms together, and how many facts they are about. */
  readonly questions: number;
  readonly facts: number;
  /** By how many systems ask them, most first. */
  readonly fields: readonly FieldOverlap[];
  /** Those that share most first. */
  readonly pairs: readonly PairOverlap[];
  /** Those whose connection spares most first. */
  readonly systems: readonly SystemOverlap[];
}

/** @param held whether a register holds a field @param mostPairs how many pairs are told */
export function overlapOf(
  askers: readonly Asker[],
  held: (field: string) => boolean,
  mostPairs = 50,
): Overlap {
  const asking = new Map<string, number[]>();
  for (const { number, fields } of askers)
    for (const field of fields) {
      const systems = asking.get(field);
      if (systems) systems.push(number);
      else asking.set(field, [number]);
    }
  const systems = askers.map(asker => systemOverlap(asker, asking, held));
  const avoided = new Map<string, number>();
  for (const { avoidable } of systems)
    for (const field of avoidable) avoided.set(field, (avoided.get(field) ?? 0) + 1);
  return {
    questions: askers.reduce((sum, { fields }) => sum + fields.length, 0),
    facts: asking.size,
    fields: [...asking]
      .map(([field, numbers]) => ({ field, systems: numbers, avoidable: avoided.get(field) ?? 0 }))
      .sort((a, b) => b.systems.length - a.systems.length || a.field.localeCompare(b.field)),
    pairs: pairsOf(askers, [...asking.keys()], mostPairs),
    systems: systems.sort((a, b) => sparedBy(b) - sparedBy(a) || a.number - b.number),
  };
}

function systemOverlap(
  { number, owner, fields, own, spared, usesPerYear }: Asker,
  asking: ReadonlyMap<string, readonly number[]>,
  held: (field: string) => boolean,
): SystemOverlap {
  return {
    number,
    owner,
    asked: fields.length + own,
    askedElsewhere: fields.filter(field => (asking.get(field)?.length ?? 0) > 1).length,
    avoidable: fields.filter(field => held(field) && !spared.includes(field)),
    usesPerYear,
  };
}

/** Fields × uses; a form of which nobody says how often it is filled in counts once. */
function sparedBy({ avoidable, usesPerYear }: SystemOverlap): number {
  return avoidable.length * (usesPerYear ?? 1);
}

/** One bit per field, so that thousands of systems are compared in a moment. */
function pairsOf(askers: readonly Asker[], fields: readonly string[], most: number): PairOverlap[] {
  const place = new Map(fields.map((field, at) => [field, at]));
  const width = Math.ceil(fields.length / 32);
  const bits = new Uint32Array(askers.length * width);
  askers.forEach((asker, row) => {
    for (const field of asker.fields) {
      const at = place.get(field) ?? 0;
      const word = row * width + (at >>> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (at & 31));
    }
  });
  const best = new Best(most);
  for (let one = 0; one < askers.length; one++)
    for (let other = one + 1; other < askers.length; other++) {
      let shared = 0;
      for (let word = 0; word < width; word++)
        shared += ones((bits[one * width + word] ?? 0) & (bits[other * width + word] ?? 0));
      if (shared > best.least) best.take({ one, other, shared });
    }
  return best.all().map(({ one, other, shared }) => pairOf(askers[one], askers[other], shared));
}

function pairOf(one: Asker | undefined, other: Asker | undefined, shared: number): PairOverlap {
  const together = (one?.fields.length ?? 0) + (other?.fields.length ?? 0) - shared;
  return { one: one?.number ?? 0, other: other?.number ?? 0, shared, alike: shared / Math.max(1, together) };
}

/** How many bits of a word are set. */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

interface Pair {
  readonly one: number;
  readonly other: number;
  readonly shared: number;
}

/** The pairs that share most, without keeping millions. */
class Best {
  /** A pair has to share more than this to be among the best. */
  least = 0;
  private pairs: Pair[] = [];
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  take(pair: Pair): void {
    this.pairs.push(pair);
    if (this.pairs.length >= 4 * this.most + 16) this.cut();
  }

  all(): Pair[] {
    this.cut();
    return this.pairs;
  }

  private cut(): void {
    this.pairs = this.pairs.sort((a, b) => b.shared - a.shared || a.one - b.one).slice(0, this.most);
    if (this.pairs.length === this.most) this.least = this.pairs.at(-1)?.shared ?? 0;
  }
}
