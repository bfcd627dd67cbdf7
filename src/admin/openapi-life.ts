/** The part of the description that is about the life of clients and the kill switch. */
import { conditions, stages } from '../clients/index.ts';
import type { Schema } from './openapi-schemas.ts';

const text: Schema = { type: 'string' };
const moment: Schema = { type: 'string', format: 'date-time' };
const day: Schema = { type: ['string', 'null'], format: 'date' };
export const stage: Schema = {
  type: 'string',
  enum: stages,
  description: 'pilot and cleared: only named people sign in',
};
const closed = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  additionalProperties: false,
});

export const lifeSchemas: Readonly<Record<string, Schema>> = {
  Life: closed({
    stage,
    clearance: closed({ number: { type: ['string', 'null'] }, until: day }),
    next: {
      type: 'array',
      items: closed({
        to: stage,
        missing: { type: 'array', items: { type: 'string', enum: conditions } },
      }),
    },
  }),
  NewStep: closed(
    {
      to: stage,
      number: { ...text, description: 'of the security certificate, for cleared' },
      until: { ...text, description: 'its last day, ISO' },
    },
    ['number', 'until'],
  ),
  PilotUser: closed({ id: text, added_at: moment }),
  NewPilotUser: closed({
    national_id: { ...text, description: 'kept only as a keyed hash, never told again' },
  }),
  Reason: closed({ reason: text }),
  Stop: closed({
    id: text,
    client_id: { type: ['string', 'null'] },
    agency_id: { type: ['string', 'null'], description: 'all its clients are stopped' },
    reason: text,
    state: { type: 'string', enum: ['unconfirmed', 'confirmed', 'lifting', 'lifted'] },
    stopped_at: moment,
    confirm_by: { ...moment, description: 'lifted then unless a second has confirmed it' },
    lifted_at: { type: ['string', 'null'], format: 'date-time' },
  }),
};
