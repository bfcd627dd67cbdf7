/**
 * The registry did not answer in time, answered garbage, or answered about another; busy: it was not asked, because
 * its contract allows no more at once; open: it was not asked, because it failed so often. Never holds what was asked.
 */
export type Reason = 'timeout' | 'refused' | 'garbage' | 'status' | 'busy' | 'open';

export class RegistryDown extends Error {
  readonly registry: string;
  readonly reason: Reason;
  constructor(registry: string, reason: Reason) {
    super(`${registry}: ${reason}`);
    this.name = 'RegistryDown';
    this.registry = registry;
    this.reason = reason;
  }
}
