/**
 * messages owns the outbox of what is sent to people: text messages and mail. It does not know what a message
 * means; rooms that have something to say call `sendMessage` inside their transaction. What was sent is erased.
 */

export { type Carrier, carriersOf } from './carriers.ts';
export { deliverMessages, sweepMessages } from './deliver.ts';
export {
  countMessages,
  forgetMessagesOf,
  isStuck,
  listMessagesOf,
  listOutbox,
  type Message,
  sendMessage,
} from './outbox.ts';
