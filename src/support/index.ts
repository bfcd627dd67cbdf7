/**
 * support owns what a person shows to somebody who helps her: which parts of her own pages, for which code, until when.
 * It shows no value of a field and gives no power. Her pages are here; those of the support are admin's, which asks
 * first who may open them.
 */

export { supportRoutes } from './routes.ts';
export { type Seen, type SessionsOf, seenThrough } from './seen.ts';
export { getOpenView, openView, type Part, sweepViews, type View } from './view.ts';
