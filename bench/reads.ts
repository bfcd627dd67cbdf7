/** What one page of the record reads, by the database's own word (`explain`), beside how long it takes. */
import { type KyselyPlugin, RawNode } from 'kysely';
import { listEventsAbout } from '../src/audit/index.ts';
import type { Operation } from '../src/operation.ts';

type Filter = Parameters<typeof listEventsAbout>[1];

/** @throws when the plan reads the whole table */
export async function readsOf(op: Operation, filter: Filter): Promise<Reads> {
  let plan: PlanNode | undefined;
  // The statement goes out with `explain` before it; its answer is the plan, and no entry.
  const explaining: KyselyPlugin = {
    transformQuery: ({ node }) => RawNode.create(['explain (analyze, buffers, format json) ', ''], [node]),
    transformResult: async ({ result }) => {
      const told = Object.values(result.rows[0] ?? {})[0];
      plan = (typeof told === 'string' ? JSON.parse(told) : told)[0].Plan;
      return { ...result, rows: [] };
    },
  };
  await listEventsAbout({ ...op, db: op.db.withPlugin(explaining) }, filter);
  const nodes = (node: PlanNode | undefined): PlanNode[] =>
    node ? [node, ...(node.Plans ?? []).flatMap(nodes)] : [];
  const all = nodes(plan);
  if (all.some(node => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'audit_event'))
    throw new Error('a page of the record reads the whole table');
  const ranges = all.filter(node => /^audit_event_(subject|person)$/.test(node['Index Name'] ?? ''));
  return {
    ranges: ranges.reduce((sum, node) => sum + node['Actual Loops'], 0),
    pages: (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0),
    ms: plan?.['Actual Total Time'] ?? 0,
  };
}

export interface Reads {
  /** Ranges of the two indexes in which entries are looked for. */
  readonly ranges: number;
  readonly pages: number;
  readonly ms: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Loops': number;
  readonly 'Actual Total Time': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}
