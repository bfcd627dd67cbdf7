import type { AdapterPayload } from 'oidc-provider';
import { beside } from '../beside.ts';
import { contextHere } from './context.ts';

/** A session that only moved its end by less than this is not written again; a visit so soon after one neither. */
export const SAME_END_SECONDS = 60;

interface Read {
  readonly exp: number;
  /** All but what the engine writes anew each time. */
  readonly text: string;
}

/** What the engine read in this request, to see whether what it saves is the same. */
const readHere = beside<object, Map<string, Read>>('read here');

/** The engine saves the session at the end of each request, changed or not. */
export function isUnchanged(id: string, payload: AdapterPayload): boolean {
  const request = contextHere();
  const before = request && readHere.get(request)?.get(id);
  if (!before) return false;
  const now = essenceOf(payload);
  return Math.abs(before.exp - now.exp) < SAME_END_SECONDS && before.text === now.text;
}

export function remember(id: string, payload: AdapterPayload): void {
  const request = contextHere();
  if (!request) return;
  const read = readHere.get(request) ?? new Map<string, Read>();
  readHere.set(request, read.set(id, essenceOf(payload)));
}

/** The engine saves the same in another order of keys than it was read; what is inside stands as it was. */
function essenceOf(payload: AdapterPayload): Read {
  const { exp = 0, iat: _iat, jti: _jti, ...rest } = payload;
  const entries = Object.entries(rest).filter(([, value]) => value !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { exp, text: JSON.stringify(entries) };
}
