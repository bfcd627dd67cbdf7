/** The shape of the figures: what was counted, of nobody in particular. */
import { type Schema, shape } from './openapi-shape.ts';

const whole: Schema = { type: 'integer' };
const text: Schema = { type: 'string' };
const list = (items: Schema): Schema => ({ type: 'array', items });

export const figuresSchema: Schema = shape({
  days: list(
    shape({
      day: { type: 'string', format: 'date' },
      sign_ins: whole,
      sign_ins_refused: whole,
      releases_by_consent: whole,
      releases_by_law: whole,
      refusals: whole,
      spared_fields: whole,
      consents_given: whole,
      consents_withdrawn: whole,
    }),
  ),
  systems: list(shape({ client: text, releases: whole, spared_fields: whole, refusals: whole })),
  registries: list(
    shape({
      registry: text,
      answered: whole,
      silent: whole,
      availability: { type: ['number', 'null'], description: 'answered probes of all, 90 days' },
      latency_ms: { type: ['integer', 'null'], description: 'of the last probe' },
    }),
  ),
});
