import type { StatementListener } from '../src/db/index.ts';

export interface Counters {
  readonly statements: number;
  /** Transactions that wrote: each is one wait for the disk. */
  readonly writeCommits: number;
}

const WRITES = /(?:^|[\s(])(?:insert\s+into|update\s+"?\w+"?\s+(?:as\s+"?\w+"?\s+)?set|delete\s+from)\s/i;
const FRAMES = /^\s*(begin|start transaction|commit|rollback)\b/i;

/**
 * Counts what is sent to the database. Commits are told apart by the order of statements, which is right while
 * requests come one after the other; statements are right always.
 */
export function createCounter(): { listener: StatementListener; read(): Counters } {
  let statements = 0;
  let writeCommits = 0;
  let open = false;
  let wrote = false;
  return {
    listener: sql => {
      const frame = FRAMES.exec(sql)?.[1]?.toLowerCase();
      if (frame === undefined) {
        statements++;
        const writes = WRITES.test(sql);
        if (open) wrote ||= writes;
        else if (writes) writeCommits++;
        return;
      }
      if (frame === 'commit' && wrote) writeCommits++;
      open = frame === 'begin' || frame === 'start transaction';
      wrote = false;
    },
    read: () => ({ statements, writeCommits }),
  };
}
