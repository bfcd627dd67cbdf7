/** The shape of an event stream, as the administration sees it. */
import { maybe, moment, oneOf, type Schema, shape, text, whole } from './openapi-shape.ts';

export const streamSchemas: Readonly<Record<string, Schema>> = {
  Stream: shape({
    id: text,
    client_id: text,
    method: oneOf('push', 'poll'),
    status: oneOf('enabled', 'paused', 'disabled'),
    reason: maybe(text),
    dead: { type: 'boolean', description: 'something has waited for its receiver for a quarter of an hour' },
    lag: { ...whole, description: 'seconds since the oldest event that waits; 0: nothing waits' },
    delivered_at: maybe(moment),
    http_status: maybe(whole),
    failure: maybe(text),
    refused: { ...whole, description: 'events that the receiver refused' },
    created_at: moment,
  }),
};
