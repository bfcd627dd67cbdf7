import type { Consent } from './consent.ts';

/** True while a consent holds: given, not ended, not expired. */
export function isCurrent(consent: Pick<Consent, 'givenAt' | 'expiresAt' | 'endedAt'>, at: Date): boolean {
  return (
    consent.givenAt <= at && at < consent.expiresAt && (consent.endedAt === null || at < consent.endedAt)
  );
}

/**
 * Which fields of a purpose a consent covers at a moment, and which have to be asked. A consent covers no field that
 * the purpose does not name now, and none that it did not name itself. The caller looked it up for this person,
 * subject, client and purpose; a newer version of the purpose needs a new yes only for what is new in it.
 */
export function covers(
  consent: Pick<Consent, 'fields' | 'givenAt' | 'expiresAt' | 'endedAt'> | undefined,
  purpose: { readonly id?: string; readonly fields: readonly string[] },
  at: Date,
): { covered: string[]; missing: string[] } {
  const allowed = new Set(consent && isCurrent(consent, at) ? consent.fields : []);
  const fields = [...new Set(purpose.fields)];
  return {
    covered: fields.filter(field => allowed.has(field)),
    missing: fields.filter(field => !allowed.has(field)),
  };
}
