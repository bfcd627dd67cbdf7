import Provider, { type AdapterPayload } from 'oidc-provider';

/** A session that only moved its end by less than this is not written again; a visit so soon after one neither. */
export const SAME_END_SECONDS = 60;

/** What the engine read in this request, to see whether what it saves is the same. */
const readHere = new WeakMap<object, Map<string, string>>();

/** The engine saves the session at the end of each request, changed or not. */
export function isUnchanged(id: string, payload: AdapterPayload): boolean {
  const request = Provider.ctx;
  const before = request && readHere.get(request)?.get(id);
  if (before === undefined) return false;
  const old = JSON.parse(before) as AdapterPayload;
  return (
    Math.abs((old.exp ?? 0) - (payload.exp ?? 0)) < SAME_END_SECONDS && essence(old) === essence(payload)
  );
}

export function remember(id: string, payload: AdapterPayload): void {
  const request = Provider.ctx;
  if (!request) return;
  const read = readHere.get(request) ?? new Map<string, string>();
  readHere.set(request, read.set(id, JSON.stringify(payload)));
}

/** Without what the engine writes anew each time; keys in one order. */
function essence(payload: AdapterPayload): string {
  const { exp: _exp, iat: _iat, jti: _jti, ...rest } = payload;
  return JSON.stringify(rest, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
