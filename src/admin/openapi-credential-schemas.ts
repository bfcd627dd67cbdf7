/** The shapes of secrets and keys in the admin API. */
import { maybe, moment, type Schema, shape, text } from './openapi-shape.ts';

const day: Schema = { type: 'string', format: 'date' };

export const credentialSchemas: Readonly<Record<string, Schema>> = {
  Secret: shape({ client_id: text, client_secret: { ...text, description: 'shown this one time' } }),
  NewSecret: shape(
    {
      label: { ...text, description: 'words by which you know it' },
      days: { type: 'integer', minimum: 1, maximum: 730, default: 365 },
    },
    ['days'],
  ),
  ClientSecret: shape({
    id: text,
    label: text,
    created_at: moment,
    expires_at: maybe(moment),
    used_on: maybe(day),
    refused_on: { ...maybe(day), description: 'last day on which it was refused because it had expired' },
  }),
  Key: shape({
    thumbprint: text,
    kid: maybe(text),
    kind: { ...text, description: 'such as EC P-256' },
    use: maybe(text),
    ends_at: maybe(moment),
  }),
  NewKeys: shape(
    {
      keys: {
        type: ['string', 'object'],
        description: 'public keys only: a JWK, a JWKS, or PEM (a key or a certificate)',
      },
      until: { ...maybe(day), description: 'last day, where the key says none' },
    },
    ['until'],
  ),
};
