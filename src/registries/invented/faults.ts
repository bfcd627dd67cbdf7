/** How a registry misbehaves: what it was told, until it is mended. */
export type Wrong = 'garbage' | 'another' | 'oversized' | 'trickle' | 'outdated';

export interface Faults {
  /** Answers only after so many milliseconds. */
  slow(registry: string, ms: number): void;
  /** Answers 503; with 'silent' it hangs up without a word. */
  down(registry: string, how?: 'status' | 'silent'): void;
  /** Answers nonsense, somebody else's record, without end, byte by byte, or the record before its last change. */
  wrong(registry: string, how?: Wrong): void;
  /** All of them, when none is named. */
  mend(registry?: string): void;
  /** What is known of one registry now. */
  of(registry: string): Fault;
  /** How often a registry was asked since the start. */
  asked(registry: string): number;
  /** Under which codes it was asked, the last ones: what the registry itself could quote. */
  inquiries(registry: string): readonly string[];
}

/** Codes that a registry of the invented country keeps. */
const MOST_CODES = 50;

export interface Fault {
  readonly slowMs: number;
  readonly down: 'status' | 'silent' | undefined;
  readonly wrong: Wrong | undefined;
}

const healthy: Fault = { slowMs: 0, down: undefined, wrong: undefined };

export function createFaults(): Faults & { count(registry: string, code: string): void } {
  const faults = new Map<string, Fault>();
  const counts = new Map<string, number>();
  const codes = new Map<string, string[]>();
  const of = (registry: string) => faults.get(registry) ?? healthy;
  const change = (registry: string, part: Partial<Fault>) => {
    faults.set(registry, { ...of(registry), ...part });
  };
  return {
    of,
    slow: (registry, ms) => change(registry, { slowMs: ms }),
    down: (registry, how = 'status') => change(registry, { down: how }),
    wrong: (registry, how = 'garbage') => change(registry, { wrong: how }),
    mend: registry => {
      if (registry === undefined) faults.clear();
      else faults.delete(registry);
    },
    asked: registry => counts.get(registry) ?? 0,
    inquiries: registry => codes.get(registry) ?? [],
    count: (registry, code) => {
      codes.set(registry, [...(codes.get(registry) ?? []), code].slice(-MOST_CODES));
      counts.set(registry, (counts.get(registry) ?? 0) + 1);
    },
  };
}
