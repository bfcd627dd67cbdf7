/**
 * events owns the streams of client systems and the transmitter of the OpenID Shared Signals Framework 1.0: it puts the
 * change log in order, decides who has a right to which change, and hands signed events over by push (RFC 8935) and
 * poll (RFC 8936). It announces nothing itself (signals does) and holds no key: oidc hands the signature in. admin
 * lists, pauses and resumes streams.
 */

export { pushEvents } from './push.ts';
export { type EventTools, eventRoutes } from './routes.ts';
export { steerStream } from './steer.ts';
export { listStreams, type Stream, type StreamStatus } from './stream.ts';
export type { SignEvent } from './token.ts';
export {
  countDead,
  DEAD_AFTER,
  keepEvents,
  keepNewEvents,
  listHealth,
  measureEvents,
  pageHealth,
  placeChanges,
  type StreamHealth,
  sweepEvents,
} from './upkeep.ts';
