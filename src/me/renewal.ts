import type { ConsentData } from '../../views/flow/data.ts';
import { findActivePurpose, findClient, findPurpose, type Purpose } from '../clients/index.ts';
import {
  type Consent,
  changesOf,
  findConsent,
  isCurrent,
  NOTICE_DAYS,
  type ShownText,
  shownValues,
  unchangedFields,
} from '../consent/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { getPerson, personKnownAs } from '../identity/index.ts';
import { hashShown, readShown, type Shown } from '../oidc/index.ts';
import type { Operation } from '../operation.ts';
import type { Page } from '../web/index.ts';
import { groupsOf } from './values.ts';

const DAY_MS = 86_400_000;

/** A permission that ends soon and can be given again without the system asking. */
export interface Renewal {
  readonly consent: Consent;
  readonly purpose: Purpose;
  readonly shown: Shown;
  readonly hash: Buffer;
}

/**
 * Only who gave it, only within the last weeks of its term (twice as long as people are told before), and only while
 * the purpose and its fields mean what they meant: anything else the system asks at the next sign-in.
 */
async function renewable(op: Operation, consent: Consent): Promise<Purpose | undefined> {
  if (op.actor.kind !== 'person' || op.actor.personId !== consent.personId) return undefined;
  if (!isCurrent(consent, op.at)) return undefined;
  if (consent.expiresAt.getTime() - op.at.getTime() > 2 * NOTICE_DAYS * DAY_MS) return undefined;
  const now = await activePurpose(op, consent);
  const before = await findPurpose(op, consent.purposeId);
  if (!now || !before || changesOf(before, now).length > 0) return undefined;
  return unchangedFields(consent).length === consent.fields.length ? now : undefined;
}

async function activePurpose(op: Operation, consent: Consent): Promise<Purpose | undefined> {
  try {
    return await findActivePurpose(op, consent.clientId, consent.purposeKey);
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}

export async function mayRenew(op: Operation, consent: Consent): Promise<boolean> {
  return (await renewable(op, consent)) !== undefined;
}

/** @throws consent.not_found, consent.not_renewable */
export async function findRenewal(op: Operation, id: string): Promise<Renewal> {
  const consent = await findConsent(op, id);
  const his = op.actor.kind === 'person' && op.actor.personId === consent?.personId;
  if (!consent || !his) throw new Fault('not_found', 'consent.not_found');
  const purpose = await renewable(op, consent);
  if (!purpose) throw new Fault('conflict', 'consent.not_renewable');
  const { personId, subjectId, fields } = consent;
  const shown = await readShown(op, personId, { subjectId }, fields);
  const hash = hashShown({ purposeId: purpose.id, subjectId, lang: op.lang }, shown);
  return { consent, purpose, shown, hash };
}

/** The page of a consent, filled from what is known now. */
export async function renewalDataOf(op: Operation, page: Page, renewal: Renewal): Promise<ConsentData> {
  const { consent, purpose, shown, hash } = renewal;
  const client = await findClient(op, consent.clientId);
  const system = client?.name[op.lang] ?? consent.clientId;
  const subject =
    consent.subjectId === consent.personId
      ? personKnownAs(await getPerson(op, consent.personId), op.lang)
      : (await findEntity(op, consent.subjectId))?.name[op.lang];
  return {
    panel: {
      system,
      agency: client?.agency?.name[op.lang],
      purpose: purpose.name[op.lang],
      step: 'consent',
      person: undefined,
      actingFor: undefined,
      cancel: undefined,
    },
    action: `/me/consents/${consent.id}/renewal?shown=${hash.toString('base64url')}`,
    agency: client?.agency?.name[op.lang] ?? system,
    subject: subject ?? '',
    purpose: {
      name: purpose.name[op.lang],
      text: purpose.text[op.lang],
      retention: purpose.retention[op.lang],
    },
    law: {
      title: purpose.law.title[op.lang],
      body: purpose.law.body[op.lang],
      date: purpose.law.date ?? undefined,
      articles: purpose.law.articles,
    },
    until: new Date(op.at.getTime() + purpose.consentDays * DAY_MS),
    groups: groupsOf(page, shown, { known: false }),
    already: [],
    basis: 'consent',
  };
}

export function valuesIn(op: Operation, { shown }: Renewal): ShownText['values'] {
  return shownValues(op.lang, shown);
}
