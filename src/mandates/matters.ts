import { type Both, messages } from '../i18n/index.ts';
import type { Operation, System } from '../operation.ts';
import type { Scope, Use } from './covers.ts';

/** What mandates can be for: systems, the processes that they serve, and the purposes of their clients. */
export interface Service {
  readonly number: number;
  readonly name: Both;
  readonly owner: Both;
  /** Keys of business processes. */
  readonly kinds: readonly string[];
  readonly clientId: string | null;
}

export interface ServicePurpose {
  /** client/purpose */
  readonly key: string;
  readonly name: Both;
  readonly clientName: Both;
}

export interface Services {
  readonly kinds: readonly { readonly key: string; readonly name: Both }[];
  readonly systems: readonly Service[];
  readonly purposes: readonly ServicePurpose[];
}

/** Doors of rooms that stand below this one; app.ts hands them in. */
export interface ServiceDoor {
  listServices(op: Operation): Promise<Services>;
  /** What is known of a client: which of the systems it is. */
  findService(op: Operation, clientId: string): Promise<Pick<Service, 'number' | 'kinds'> | undefined>;
}

const doors = new WeakMap<System['db'], ServiceDoor>();
const none: Services = { kinds: [], systems: [], purposes: [] };

export function knowServices(system: System, door: ServiceDoor): void {
  doors.set(system.db, door);
}

/** Seeing the record of an entity is for those whom it was given to, not for all its staff. */
export const RECORD_USE = { clientId: 'yekbar', purposeKey: 'record' } as const;

export async function listServices(op: Operation): Promise<Services> {
  const services = (await doors.get(op.system.db)?.listServices(op)) ?? none;
  const record: ServicePurpose = {
    key: `${RECORD_USE.clientId}/${RECORD_USE.purposeKey}`,
    name: { fa: messages('fa').mandates.seeRecord, en: messages('en').mandates.seeRecord },
    clientName: { fa: messages('fa').common.name, en: messages('en').common.name },
  };
  return { ...services, purposes: [...services.purposes, record] };
}

/** Where a power is used, with what is known of the place. */
export async function useAt(
  op: Operation,
  use: Pick<Use, 'clientId' | 'purposeKey' | 'amount'>,
): Promise<Use> {
  const service = await doors.get(op.system.db)?.findService(op, use.clientId);
  return service ? { ...use, system: service.number, kinds: service.kinds } : use;
}

/** Nobody gives more than he has: whatever the inner scope is for, the outer one is for too. */
export function isWithin(inner: Scope, outer: Scope, services: Services): boolean {
  const holdsSystem = (number: number) =>
    outer.systems.includes(number) ||
    services.systems.some(one => one.number === number && one.kinds.some(kind => outer.kinds.includes(kind)));
  const systemOf = (purpose: string) =>
    services.systems.find(one => one.clientId !== null && purpose.startsWith(`${one.clientId}/`))?.number;
  return (
    inner.kinds.every(one => outer.kinds.includes(one)) &&
    inner.systems.every(holdsSystem) &&
    inner.purposes.every(one => outer.purposes.includes(one) || holdsSystem(systemOf(one) ?? -1))
  );
}

/** What is in the lists; anything else is dropped. */
export function known(scope: Scope, services: Services): Scope {
  return {
    systems: services.systems.map(one => one.number).filter(one => scope.systems.includes(one)),
    kinds: services.kinds.map(one => one.key).filter(one => scope.kinds.includes(one)),
    purposes: services.purposes.map(one => one.key).filter(one => scope.purposes.includes(one)),
  };
}

export const isEmpty = ({ systems, kinds, purposes }: Scope): boolean =>
  systems.length + kinds.length + purposes.length === 0;
