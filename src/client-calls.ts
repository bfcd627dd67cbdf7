/** Where every room that answers clients says how a call of theirs went; whoever listens keeps it. */
import type { System } from './operation.ts';

/** What a client asked. */
const callSteps = [
  'authorization',
  'pushed',
  'token',
  'userinfo',
  'profile',
  'introspection',
  'revocation',
  'sign_out',
  'device',
  'backchannel',
  'registration',
  'api',
] as const;
export type CallStep = (typeof callSteps)[number];

/** One call of a client, as those who develop it may see it: nothing of anybody's, and no value that was sent. */
export interface ClientCall {
  /** Whoever it said to be; or the hash of the access token that it showed. */
  readonly client: string | Buffer;
  /** It only said so: anybody could have. */
  readonly claimed?: boolean;
  readonly step: CallStep;
  /** The OAuth error, or the code of a fault; '' when it succeeded. */
  readonly code: string;
  /** Key of why and what to do; '' where the code says it. */
  readonly reason: string;
  /** The name of what was wrong in it. */
  readonly parameter: string;
  /** What the client was told, where that quotes nothing of what it sent. */
  readonly said: string;
  readonly tracking: string;
  readonly at: Date;
}

type Listener = (call: ClientCall) => void;
const listeners = new WeakMap<System, Listener>();

/** Who keeps what clients ask; it must not wait for anything. */
export function onClientCall(system: System, listener: Listener): void {
  listeners.set(system, listener);
}

/** Costs nothing where nobody listens; never fails. */
export function noteCall(system: System, call: ClientCall): void {
  listeners.get(system)?.(call);
}
