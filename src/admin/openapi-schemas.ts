/** The shapes of the admin API, as JSON Schema 2020-12. A test holds the answers against them. */

import { credentialSchemas } from './openapi-credential-schemas.ts';
import { directorySchemas } from './openapi-directory-schemas.ts';
import { figuresSchema } from './openapi-figures.ts';
import { lifeSchemas, stage } from './openapi-life.ts';
import {
  itemsOf,
  list,
  maybe,
  moment,
  oneOf,
  pageOfItems,
  ref,
  type Schema,
  shape,
  text,
  whole,
  yesOrNo,
} from './openapi-shape.ts';
import { streamSchemas } from './openapi-stream-schemas.ts';
import { suspensionSchemas } from './openapi-suspension-schemas.ts';

export { itemsOf, pageOfItems, ref, type Schema, shape };

/** A page of deliveries, and how many stand in each state. */
export const deliveries: Schema = shape({
  items: list(ref('Delivery')),
  next: maybe(text),
  counts: shape({ waiting: whole, given_up: whole }),
});

const law = shape({
  title: ref('Both'),
  body: ref('Both'),
  number: text,
  date: { type: ['string', 'null'], format: 'date' },
  articles: text,
});
const purpose = {
  key: text,
  name: ref('Both'),
  text: ref('Both'),
  basis: oneOf('consent', 'law'),
  law,
  fields: { ...list(text), description: 'keys of the catalogue, /catalogue.json' },
  subjects: list(oneOf('legal_entity', 'self')),
  level: { ...oneOf(1, 2, 3), description: 'least level of assurance' },
  retention: ref('Both'),
  consent_days: { ...whole, minimum: 1, maximum: 3650, default: 365 },
  approval_hours: { ...whole, minimum: 1, maximum: 720, default: 72 },
  history: { type: 'boolean', description: 'values as of an earlier day; only under law' },
};
const securityProfile = oneOf('baseline', 'fapi2', 'fapi2-message-signing');
const authMethod = oneOf('client_secret_basic', 'private_key_jwt');
const actor = shape({ kind: oneOf('person', 'client', 'system'), client_id: maybe(text) });

export const schemas: Readonly<Record<string, Schema>> = {
  ...lifeSchemas,
  Figures: figuresSchema,
  ...streamSchemas,
  ...suspensionSchemas,
  ...credentialSchemas,
  ...directorySchemas,
  Declared: shape({
    agencies: list(ref('NewAgency')),
    clients: {
      ...list({ type: 'object' }),
      description: 'each as NewClient, with the id of its agency; purposes in force or waiting',
    },
  }),
  Plan: shape({ steps: list(shape({ act: text, id: text, what: maybe(text) })) }),
  Applied: shape({
    steps: list(
      shape({ act: text, id: text, what: maybe(text), approval: maybe(text), client_secret: maybe(text) }),
    ),
  }),
  Overlap: shape({
    systems_read: whole,
    illustrative_sample: { type: 'boolean' },
    questions: whole,
    facts: whole,
    undecided_labels: whole,
    fields: list(
      shape({
        field: text,
        label: ref('Both'),
        registry: maybe(text),
        systems: list(whole),
        avoidable: whole,
      }),
    ),
    pairs: list(shape({ systems: list(whole), shared: whole, alike: { type: 'number' } })),
    systems: list(
      shape({
        number: whole,
        asked: whole,
        asked_elsewhere: whole,
        avoidable: list(text),
        uses_per_year: maybe(whole),
      }),
    ),
    agencies: list(shape({ owner: text, systems: whole, asked: whole, avoidable: whole, score: whole })),
  }),
  Doubt: shape({ words: text, label: text, guess: maybe(text), times: whole, systems: list(whole) }),
  LabelDecision: shape({ words: text, field: maybe(text) }),
  LabelDecided: shape({ questions: whole }),
  Form: shape(
    {
      schema: { type: 'object', description: 'the JSON Schema of the form' },
      html: { type: 'string', description: 'or the source of its page' },
      uses_per_year: maybe(whole),
    },
    ['schema', 'html', 'uses_per_year'],
  ),
  FormRead: shape({ questions: whole, fields: whole, doubtful: whole }),
  Both: shape({ fa: text, en: text }),
  Agency: shape({ id: text, name: ref('Both') }),
  AgencyInPlace: shape({
    id: text,
    name: ref('Both'),
    parent: { ...maybe(text), description: 'the agency whose subsidiary it is' },
  }),
  NewAgency: shape(
    {
      id: text,
      name: ref('Both'),
      parent: { ...maybe(text), description: 'said at the beginning, and never changed' },
    },
    ['parent'],
  ),
  System: shape({
    number: whole,
    name: ref('Both'),
    owner: ref('Both'),
    url: text,
    processes: list(text),
    client_id: maybe(text),
    sign_in_url: maybe(text),
    live: { type: 'boolean', description: 'one can sign in there with Yekbar now' },
  }),
  Connection: shape({ client_id: text, sign_in_url: maybe(text) }, ['sign_in_url']),
  Client: shape({
    id: text,
    agency: { oneOf: [ref('Agency'), { type: 'null' }] },
    kind: oneOf('live', 'sandbox', 'internal'),
    state: oneOf('pending', 'active', 'suspended', 'refused'),
    stage,
    clearance_until: { type: ['string', 'null'], format: 'date' },
    name: ref('Both'),
    redirect_uris: list(text),
    post_logout_redirect_uris: list(text),
    backchannel_logout_uri: maybe(text),
    security_profile: securityProfile,
    auth_method: text,
    jwks: { type: ['object', 'null'] },
    jwks_uri: maybe(text),
    encryption: maybe(text),
    device_grant: yesOrNo,
    ciba: maybe(text),
    ciba_notification_uri: maybe(text),
    registered_at: moment,
    changed_at: moment,
  }),
  NewClient: shape(
    {
      id: text,
      kind: { ...oneOf('live', 'sandbox'), default: 'live' },
      begins: {
        ...oneOf('live', 'pilot'),
        default: 'live',
        description: 'of a live client: in a pilot for named people, or for everybody once approved',
      },
      name: ref('Both'),
      agency: { oneOf: [text, ref('Agency')], description: 'id of an agency, or a new one' },
      system: { ...maybe(whole), description: 'number of the system in the list' },
      sign_in_url: maybe(text),
      redirect_uris: list(text),
      post_logout_redirect_uris: list(text),
      backchannel_logout_uri: { ...maybe(text), description: 'where it is told of sign-outs' },
      auth_method: authMethod,
      security_profile: {
        ...securityProfile,
        description: 'what the client is held to; fapi2 for private_key_jwt only',
      },
      jwks: {
        type: ['object', 'string', 'null'],
        description: 'public keys, for private_key_jwt: a JWKS, a JWK or PEM; `exp` of a key is when it ends',
      },
      jwks_uri: { ...maybe(text), description: 'where they are published instead' },
      encryption: {
        ...oneOf('RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'),
        description: 'of ID tokens and userinfo, for a key of the client; left out: none',
      },
      device_grant: { ...yesOrNo, description: 'for counters and kiosks (RFC 8628); wants jwks_uri' },
      ciba: { ...oneOf('poll', 'ping'), description: 'asks people away from the browser; wants jwks_uri' },
      ciba_notification_uri: { ...text, description: 'of ping: where it is told that there is an answer' },
      purposes: list(ref('NewPurpose')),
      secrets: {
        ...list(ref('NewSecret')),
        description: 'in files: those that are to stand, by label; what is missing is made and shown once',
      },
    },
    [
      'secrets',
      'ciba',
      'ciba_notification_uri',
      'kind',
      'system',
      'sign_in_url',
      'post_logout_redirect_uris',
      'backchannel_logout_uri',
      'security_profile',
      'jwks',
      'jwks_uri',
      'encryption',
      'begins',
      'device_grant',
    ],
  ),
  RegisteredClient: shape({
    client: ref('Client'),
    purposes: list(ref('Purpose')),
    client_secret: { ...maybe(text), description: 'shown this one time' },
    approval: ref('Approval'),
  }),
  Purpose: shape({
    id: text,
    client_id: text,
    ...purpose,
    version: whole,
    state: oneOf('pending', 'active', 'replaced', 'refused'),
    registered_at: moment,
  }),
  NewPurpose: shape(purpose, ['consent_days', 'approval_hours', 'history']),
  RegisteredPurpose: shape({
    purpose: ref('Purpose'),
    approval: {
      oneOf: [ref('Approval'), { type: 'null' }],
      description: 'null: it asks for less than the version before it, and is in force',
    },
  }),
  Approval: shape({
    id: text,
    client_id: text,
    purpose_id: { ...maybe(text), description: 'null: the client with the purposes it came with' },
    state: oneOf('open', 'approved', 'refused'),
    requested_by: actor,
    requested_at: moment,
    decided_by: { oneOf: [actor, { type: 'null' }] },
    decided_at: maybe(moment),
    reason: maybe(text),
    step: { ...maybe(text), description: 'the stage that the client would come to' },
    may_decide: { type: 'boolean', description: 'who asks is another than who registered' },
    findings: list(shape({ purpose: text, rule: text, weight: oneOf('fault', 'advice'), about: list(text) })),
  }),
  Decision: shape(
    { decision: oneOf('approved', 'refused'), reason: { ...text, description: 'needed to refuse' } },
    ['reason'],
  ),
  Event: shape({ id: text, at: moment, kind: text, client_id: maybe(text), tracking: text }),
  Delivery: shape({
    id: text,
    client_id: text,
    kind: oneOf('backchannel_logout'),
    state: oneOf('waiting', 'delivered', 'given_up'),
    created_at: moment,
    tried_at: maybe(moment),
    next_try_at: { ...maybe(moment), description: 'while it waits' },
    attempts: whole,
    status: { ...maybe(whole), description: 'HTTP status of the last answer' },
    failure: { ...maybe(text), description: 'why the last try brought no answer' },
  }),
  Overview: shape({
    clients: shape({ pending: whole, active: whole, suspended: whole, refused: whole }),
    agencies: whole,
    systems: shape({ total: whole, live: whole }),
    open_approvals: whole,
  }),
  Problem: {
    ...shape(
      {
        type: text,
        title: text,
        status: whole,
        code: text,
        detail: text,
        request_id: text,
        retry_after: whole,
        data: { type: 'object' },
        errors: list(shape({ field: text, code: text, detail: text })),
      },
      ['retry_after', 'data', 'errors'],
    ),
    description: 'RFC 9457; errors lists everything that is wrong with a registration',
  },
};
