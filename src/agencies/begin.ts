/** With what the registration of a client may begin, so that nobody faces an empty form. */
import {
  emptyForm,
  formOfPurpose,
  listActivePurposes,
  listClients,
  type PostedForm,
} from '../clients/index.ts';
import type { Both } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';

/** A purpose that a client of the agency has already. */
export interface Beginning {
  /** What stands in the address: client and key of the purpose. */
  readonly from: string;
  readonly client: Both;
  readonly purpose: Both;
}

const MOST_CLIENTS = 20;
/** Stands in the address for the example. */
export const EXAMPLE = 'example';

/** A client of the sandbox that works as it stands here: only its name is to be chosen. */
const example: PostedForm = {
  text: {
    ...emptyForm.text,
    kind: 'sandbox',
    name_fa: 'نخستین برنامه',
    name_en: 'First program',
    redirect_uris: 'http://localhost:8085/callback',
    post_logout_redirect_uris: 'http://localhost:8085/',
    purpose: 'first-form',
    purpose_fa: 'پر کردن یک فرم',
    purpose_en: 'Filling in a form',
    text_fa: 'برای پر کردن فرمی که پیش از این با دست پر می‌شد.',
    text_en: 'To fill in a form that was written by hand before.',
    basis: 'consent',
    law_fa: 'آیین‌نامهٔ پنجرهٔ واحد',
    law_en: 'Regulation of the single window',
    body_fa: 'هیئت وزیران',
    body_en: 'Cabinet',
    retention_fa: '۱ سال',
    retention_en: '1 year',
  },
  fields: ['entity.legal_id', 'entity.legal_name', 'entity.status', 'entity.registration_date'],
  subjects: ['legal_entity'],
};

export async function listBeginnings(op: Operation, agencyId: string): Promise<Beginning[]> {
  const found = await purposesOf(op, agencyId);
  return found.map(({ client, purpose }) => ({
    from: `${client.id}:${purpose.key}`,
    client: client.name,
    purpose: purpose.name,
  }));
}

/** @param from EXAMPLE or that of a beginning; anything else begins with an empty form */
export async function beginningOf(op: Operation, agencyId: string, from: string): Promise<PostedForm> {
  const empty: PostedForm = { ...emptyForm, text: { ...emptyForm.text, kind: 'sandbox' } };
  if (from === EXAMPLE) return example;
  if (from === '') return empty;
  const found = (await purposesOf(op, agencyId)).find(
    ({ client, purpose }) => `${client.id}:${purpose.key}` === from,
  );
  if (!found) return empty;
  const form = formOfPurpose(found.purpose, op.lang);
  return { ...form, text: { ...empty.text, ...form.text } };
}

async function purposesOf(op: Operation, agencyId: string) {
  const clients = await listClients(op, { agencyId, states: ['active'], limit: MOST_CLIENTS });
  const all = await Promise.all(
    clients.map(async client =>
      (await listActivePurposes(op, client.id)).map(purpose => ({ client, purpose })),
    ),
  );
  return all.flat();
}
