/** The part of the description that is about the life of clients and the kill switch. */
import { conditions, stages } from '../clients/index.ts';
import { type Schema, shape } from './openapi-shape.ts';

const text: Schema = { type: 'string' };
const moment: Schema = { type: 'string', format: 'date-time' };
const day: Schema = { type: ['string', 'null'], format: 'date' };
export const stage: Schema = {
  type: 'string',
  enum: stages,
  description: 'pilot and cleared: only named people sign in',
};
export const lifeSchemas: Readonly<Record<string, Schema>> = {
  Life: shape({
    stage,
    clearance: shape({ number: { type: ['string', 'null'] }, until: day }),
    next: {
      type: 'array',
      items: shape({
        to: stage,
        missing: { type: 'array', items: { type: 'string', enum: conditions } },
      }),
    },
  }),
  NewStep: shape(
    {
      to: stage,
      number: { ...text, description: 'of the security certificate, for cleared' },
      until: { ...text, description: 'its last day, ISO' },
      without: { ...text, description: 'why it may be live without a report of the conformance check' },
    },
    ['number', 'until', 'without'],
  ),
  PilotUser: shape({ id: text, added_at: moment }),
  NewPilotUser: shape({
    national_id: { ...text, description: 'kept only as a keyed hash, never told again' },
  }),
  Reason: shape({ reason: text }),
  Stop: shape({
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
