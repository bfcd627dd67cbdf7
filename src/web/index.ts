/**
 * web owns what every page and API of Yekbar shares: escaping html, who is asking (request → Operation), security
 * headers, protection of forms, and the one place where a Fault becomes a page or problem+json. It knows no room:
 * app.ts hands it what it needs from them (`Web`).
 */

export { assets } from './assets.ts';
export {
  type AuthenticateClient,
  type ClientCaller,
  clientWith,
  type Guarded,
  guarded,
  type Needed,
} from './client-api.ts';
export { sameOrigin } from './csrf.ts';
export { catchFaults, mistakeOf, notFound, problemOf, sentenceOf, statusOf } from './errors.ts';
export {
  type FormField,
  formReader,
  formText,
  formTexts,
  jsonBody,
  jsonReader,
  postForm,
  wholeAddress,
} from './form.ts';
export { createMetrics, healthRoutes, type Metrics } from './health.ts';
export { Html, html, type Renderable, safeHref, textOf } from './html.ts';
export { type Onward, onward, queryText, type Turning } from './onward.ts';
export {
  choseLang,
  clientOperation,
  operationOf,
  personOf,
  requirePerson,
  type SignedIn,
  type Web,
  withOperation,
} from './operation.ts';
export { packText, sendPacked } from './packed.ts';
export { type Guest, type Page, pageOf, type Reader, sayActingFor, sendPage } from './page.ts';
export { allowFormTo, allowImageFrom, apiHeaders, securityHeaders } from './security.ts';
export { readUpload, type Upload } from './upload.ts';
