/**
 * Who may open what. A route that stands in no group fails the law, so that nobody forgets to say it. Groups are tried
 * in order; the open ones need a reason, and only get fewer.
 */

export type Group =
  /** Everybody, signed in or not. */
  | 'open'
  /** A person, and only what is his: a stranger is sent to sign in; another's object is not found. */
  | 'person'
  /** The same, for whoever has proved himself within the last minutes; others are asked to sign in afresh. */
  | 'fresh'
  /** Accredited officers of a service counter, and the support; citizens and other staff are refused. */
  | 'officer'
  /** Staff, and officers of the agency of that client; to others it is not there. */
  | 'watcher'
  /** Officers of an agency, and only what is of theirs; to citizens and staff it is not there. */
  | 'agency'
  /** Administrators and auditors; a citizen is refused. */
  | 'staff'
  /** A client with a token of the right scope. */
  | 'program'
  /** The engine and its steps: guarded by the interaction, its cookie and the protocol. */
  | 'flow';

export interface Rule {
  readonly path: RegExp;
  readonly group: Group;
  readonly because?: string;
}

export const rules: readonly Rule[] = [
  {
    path: /^\/admin\/api\/v1\/openapi\.json$/,
    group: 'open',
    because: 'the description of an API is public',
  },
  { path: /^\/admin\/api\//, group: 'program' },
  { path: /^\/admin\/support(\/|$)/, group: 'officer' },
  { path: /^\/admin(\/|$)/, group: 'staff' },
  { path: /^\/counter(\/|$)/, group: 'officer' },
  { path: /^\/agency$/, group: 'person' },
  { path: /^\/agency\//, group: 'agency' },
  { path: /^\/me\/rights\/closing$/, group: 'fresh' },
  { path: /^\/me\/(security\/|mobile(\/|$))/, group: 'fresh' },
  { path: /^\/me(\/|$)/, group: 'person' },
  { path: /^\/api\//, group: 'program' },
  {
    path: /^\/\.well-known\/ssf-configuration$/,
    group: 'open',
    because: 'where event streams are asked for is public',
  },
  { path: /^\/interaction(\/|$)/, group: 'flow' },
  { path: /^\/sign-(in|out)(\/|$)/, group: 'flow' },
  { path: /^\/(enrol|recover)(\/|$)/, group: 'flow' },
  { path: /^\/$/, group: 'open', because: 'the window' },
  { path: /^\/systems\/changes$/, group: 'open', because: 'what is public was changed in public' },
  {
    path: /^\/registries(\/:registry)?$/,
    group: 'open',
    because: 'the registries that the law names are public',
  },
  { path: /^\/systems\/:number$/, group: 'open', because: 'the window' },
  { path: /^\/overlap(\.json|\.csv)?$/, group: 'open', because: 'who asks twice is for everybody to see' },
  {
    path: /^\/complaints(\.json)?$/,
    group: 'open',
    because: 'what people say of systems is counted in public',
  },
  {
    path: /^\/systems\/:number\/feedback$/,
    group: 'open',
    because: 'sums, and texts that their writers let be shown',
  },
  { path: /^\/already$/, group: 'open', because: 'which fields are known is public; no value is shown' },
  { path: /^\/overlap\/systems\/:number$/, group: 'open', because: 'what a form asks is public' },
  {
    path: /^\/status(\.json|\.atom|\/proof)?$/,
    group: 'open',
    because: 'whether it works is for everybody to see',
  },
  { path: /^\/developers(\/errors)?$/, group: 'open', because: 'how to connect a system is public' },
  {
    path: /^\/developers\/inspector$/,
    group: 'open',
    because: 'decodes what whoever asks has pasted, and keeps nothing',
  },
  { path: /^\/developers\/systems(\/|$)/, group: 'watcher' },
  { path: /^\/sandbox\/op\//, group: 'flow' },
  { path: /^\/accessibility$/, group: 'open', because: 'a promise to everybody' },
  {
    path: /^\/catalogue(\.json|\/schema\.json|\/context\.jsonld|\/:key)?$/,
    group: 'open',
    because: 'what the fields are is public',
  },
  { path: /^\/(healthz|readyz|metrics)$/, group: 'open', because: 'for the machines that watch' },
  {
    path: /^\/transparency(\.json|\/roots\.json|\/days\/:day)?$/,
    group: 'open',
    because: 'counts that point at nobody, and the signed roots of the record',
  },
  {
    path: /^\/\.well-known\/yekbar-record-keys\.json$/,
    group: 'open',
    because: 'whoever keeps a receipt or a root verifies it with these',
  },
  { path: /^\/demo\/outbox$/, group: 'open', because: 'the phones of invented people, in the demo only' },
];

/** A value for each parameter of a path, of an object that exists and is Sara's or nobody's. */
export const samples: Readonly<Record<string, string>> = {
  number: '35',
  registry: 'tax',
  key: 'entity.legal_name',
  uid: 'no-such-uid',
  day: '2025-01-01',
  client: 'demo-basic',
  id: '00000000-0000-4000-8000-000000000000',
};
