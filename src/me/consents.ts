import type { MyConsent } from '../../views/me/data.ts';
import { findClient, findPurpose } from '../clients/index.ts';
import { type Consent, findConsent, isCurrent, listConsents } from '../consent/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { fieldLabel } from '../profile/index.ts';
import type { Reader } from './reader.ts';

/** Every consent that the reader gave, or that was given for those he can act for; newest first. */
export async function consentsOf(op: Operation, reader: Reader): Promise<MyConsent[]> {
  const consents = await listConsents(op, { personId: reader.person.id, subjectIds: reader.subjectIds });
  const shown: MyConsent[] = [];
  for (const consent of consents) shown.push(await describe(op, reader, consent));
  return shown;
}

/** @throws consent.not_found, also for one that is somebody else's */
export async function getConsentOf(op: Operation, reader: Reader, id: string): Promise<Consent> {
  const consent = await findConsent(op, id);
  const his =
    consent && (consent.personId === reader.person.id || reader.subjectIds.includes(consent.subjectId));
  if (!his) throw new Fault('not_found', 'consent.not_found');
  return consent;
}

export async function describe(op: Operation, reader: Reader, consent: Consent): Promise<MyConsent> {
  const client = await findClient(op, consent.clientId);
  const purpose = await findPurpose(op, consent.purposeId);
  const over = consent.endReason === null && !isCurrent(consent, op.at);
  return {
    id: consent.id,
    system: client?.name[op.lang] ?? consent.clientId,
    agency: client?.agency?.name[op.lang],
    purpose: purpose?.name[op.lang] ?? consent.purposeKey,
    subject: reader.nameOf(consent.subjectId),
    fields: consent.fields.map(key => fieldLabel(key, op.lang)),
    retention: purpose?.retention[op.lang],
    givenAt: consent.givenAt,
    expiresAt: consent.expiresAt,
    state: over ? 'expired' : (consent.endReason ?? 'holds'),
    endedAt: over ? consent.expiresAt : (consent.endedAt ?? undefined),
    byReader: consent.personId === reader.person.id,
  };
}
