/** The shape of an account that was stopped. */
import { maybe, moment, oneOf, type Schema, shape, text } from './openapi-shape.ts';
import { suspensionReasons } from './suspension.ts';

const reference: Schema = { ...text, description: 'number of the letter, call or order; no name' };

export const suspensionSchemas: Readonly<Record<string, Schema>> = {
  Suspension: shape({
    id: text,
    reason: oneOf(...suspensionReasons),
    reference,
    state: { ...oneOf('holds', 'lifting', 'lifted'), description: 'lifting: waits for a second' },
    stopped_at: moment,
    lift_asked_at: maybe(moment),
    lifted_at: maybe(moment),
  }),
  NewSuspension: shape({
    national_id: { ...text, description: 'never told again' },
    reason: oneOf(...suspensionReasons),
    reference,
  }),
};
