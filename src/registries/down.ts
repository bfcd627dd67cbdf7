/** The registry did not answer in time, answered garbage, or answered about another. Never holds what was asked. */
export class RegistryDown extends Error {
  readonly registry: string;
  readonly reason: 'timeout' | 'refused' | 'garbage' | 'status';
  constructor(registry: string, reason: 'timeout' | 'refused' | 'garbage' | 'status') {
    super(`${registry}: ${reason}`);
    this.name = 'RegistryDown';
    this.registry = registry;
    this.reason = reason;
  }
}
