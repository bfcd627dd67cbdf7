import type { Request } from 'express';

/** One page of a long list, and the address of the next. */
export interface Onward<T> {
  readonly rows: T[];
  /** The same address from the last row on; undefined: there is no more. */
  readonly more: string | undefined;
}

export interface Turning<T> {
  /** Rows of a page: one more than these is read, so that it is known whether it goes on. */
  readonly most: number;
  /** By what the next page finds its place: it has to stand for itself when rows come and go. */
  readonly keyOf: (row: T) => string;
  /** Of the parameter: "before" where the newest stand first. */
  readonly name?: string;
  /** Where the list stands, when it is shown again by another address (a form that was refused). */
  readonly path?: string;
  /** And by which filters. */
  readonly asked?: string;
}

/** Every filter of the address stays as it is. */
export function onward<T>(
  req: Request,
  found: readonly T[],
  { most, keyOf, name = 'after', path, asked = '' }: Turning<T>,
): Onward<T> {
  const rows = found.slice(0, most);
  const last = rows.at(-1);
  if (found.length <= most || last === undefined) return { rows, more: undefined };
  // A way on never leads out of the house, whatever the address looks like.
  const here = new URL(req.originalUrl.replace(/^[/\\]*/, '/'), 'http://here');
  const query = path === undefined ? here.searchParams : new URLSearchParams(asked);
  query.set(name, keyOf(last));
  query.delete('lang');
  return { rows, more: `${path ?? here.pathname.replace(/^\/+/, '/')}?${query}` };
}

/** A text of the address: '' where there is none. */
export function queryText(req: Request, name: string, most = 100): string {
  const value = req.query[name];
  return typeof value === 'string' ? value.slice(0, most) : '';
}
