/**
 * signals owns the outbox of signed tokens for client systems (sign-outs now): they are queued in the transaction of
 * what they tell, delivered behind it, tried again for some hours and then given up. It signs and sends nothing
 * itself: whoever has keys and addresses hands `Delivering` in. Any room may queue; admin lists and retries.
 */

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
