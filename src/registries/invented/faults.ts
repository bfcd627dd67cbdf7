/** How a registry misbehaves: what it was told, until it is mended. */
export type Wrong = 'garbage' | 'another' | 'oversized';

export interface Faults {
  /** Answers only after so many milliseconds. */
  slow(registry: string, ms: number): void;
  /** Answers 503; with 'silent' it hangs up without a word. */
  down(registry: string, how?: 'status' | 'silent'): void;
  /** Answers nonsense, somebody else's record, or without end. */
  wrong(registry: string, how?: Wrong): void;
  /** All of them, when none is named. */
  mend(registry?: string): void;
  /** What is known of one registry now. */
  of(registry: string): Fault;
  /** How often a registry was asked since the start. */
  asked(registry: string): number;
}

export interface Fault {
  readonly slowMs: number;
  readonly down: 'status' | 'silent' | undefined;
  readonly wrong: Wrong | undefined;
}

const healthy: Fault = { slowMs: 0, down: undefined, wrong: undefined };

export function createFaults(): Faults & { count(registry: string): void } {
  const faults = new Map<string, Fault>();
  const counts = new Map<string, number>();
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
    count: registry => {
      counts.set(registry, (counts.get(registry) ?? 0) + 1);
    },
  };
}
