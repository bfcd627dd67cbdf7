import { constants, PerformanceObserver } from 'node:perf_hooks';

/**
 * How often this process has marked its whole heap so far. Often means that what requests leave behind outlives them
 * (decision 0062), which shows in the processor time of other threads and in no profile of the first.
 */
export function countHeapMarkings(): () => number {
  let count = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { detail } = entry as unknown as { readonly detail: { readonly kind: number } };
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) count++;
    }
  }).observe({ entryTypes: ['gc'] });
  return () => count;
}
