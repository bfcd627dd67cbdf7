/**
 * signals owns what leaves for client systems. The outbox of signed tokens (sign-outs): queued in the transaction of
 * what they tell, delivered behind it, tried again for some hours and then given up. And the change log (`announce`):
 * what happened that some client may have a right to know, in one order that events reads. It signs and sends nothing
 * itself, and decides no right: whoever has keys, addresses or rights hands them in. Any room may queue and announce.
 */

export {
  type AnnouncedKind,
  type Announcement,
  type AudienceOf,
  announce,
  announceToStream,
  type Change,
  type ChangeKind,
  lastPosition,
  listChanges,
  oldestChange,
  sequenceChanges,
  sweepChanges,
} from './announce.ts';
export { countUnplaced, selectPositions as listPositions } from './change-store.ts';
export { type Delivering, deliverSignals, sweepSignals } from './deliver.ts';
export {
  countSignals,
  type Delivery,
  type DeliveryState,
  deliveryStates,
  findDelivery,
  listDeliveries,
  retryDelivery,
} from './deliveries.ts';
export { queueSignal, type Signal, type SignalKind } from './outbox.ts';
