/** Questions that a registry of the invented country has taken, and answers when its batch is drawn up. */
export interface Batches {
  /** This registry takes questions from now on, and draws up the answers after so long, or on command; null: at once. */
  later(registry: string, afterMs?: number | null): void;
  /** Draws up what waits now. */
  drawUp(registry: string): void;
  /** The answers to all that it took, as it would post them: undefined where one is not drawn up. */
  answers(registry: string): readonly BatchAnswer[];
}

export interface BatchAnswer {
  readonly inquiry: string;
  readonly ticket: string;
  readonly drawnUpAt: string;
  readonly record: object | null;
}

interface Taken {
  readonly registry: string;
  readonly inquiry: string;
  readonly question: Readonly<Record<string, string>>;
  readonly takenAt: Date;
  drawnUpAt: Date | undefined;
}

const DAY_MS = 86_400_000;

type Look = (registry: string, question: Readonly<Record<string, string>>) => object | undefined;

export function createBatches(now: () => Date, look: Look) {
  const afterMs = new Map<string, number>();
  const taken = new Map<string, Taken>();

  const answerOf = (ticket: string, one: Taken): BatchAnswer | undefined => {
    const due = one.takenAt.getTime() + (afterMs.get(one.registry) ?? 0);
    if (!one.drawnUpAt && now().getTime() >= due) one.drawnUpAt = new Date(due);
    if (!one.drawnUpAt) return undefined;
    const record = look(one.registry, one.question) ?? null;
    return { inquiry: one.inquiry, ticket, drawnUpAt: one.drawnUpAt.toISOString(), record };
  };
  const ofRegistry = (registry: string) => [...taken].filter(([, one]) => one.registry === registry);
  const receipt = (ticket: string, { takenAt }: Taken) => ({
    state: 'TAKEN',
    ticket,
    expectedBy: new Date(takenAt.getTime() + DAY_MS).toISOString(),
  });

  return {
    later: (registry: string, after: number | null = Number.POSITIVE_INFINITY) => {
      if (after === null) afterMs.delete(registry);
      else afterMs.set(registry, after);
    },
    drawUp: (registry: string) => {
      for (const [, one] of ofRegistry(registry)) one.drawnUpAt ??= now();
    },
    answers: (registry: string) =>
      ofRegistry(registry).flatMap(([ticket, one]) => answerOf(ticket, one) ?? []),
    /** undefined: it answers at once. */
    take: (registry: string, inquiry: string, question: Readonly<Record<string, string>>) => {
      if (!afterMs.has(registry)) return undefined;
      const ticket = `B-${String(taken.size + 1).padStart(6, '0')}`;
      const one: Taken = { registry, inquiry, question, takenAt: now(), drawnUpAt: undefined };
      taken.set(ticket, one);
      return receipt(ticket, one);
    },
    /** undefined: no such ticket. */
    collect: (registry: string, ticket: string) => {
      const one = taken.get(ticket);
      return one?.registry === registry ? (answerOf(ticket, one) ?? receipt(ticket, one)) : undefined;
    },
  };
}
