import { listServedByLaw, record } from '../audit/index.ts';
import { advanceWidening, takeWidening, type Widening } from '../clients/index.ts';
import { listStanding } from '../consent/index.ts';
import { messages } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { insertNotices } from './store.ts';

const BATCH = 500;
const YEAR_MS = 365 * 86_400_000;
/** So that a round of the background ends: the next goes on where it stopped. */
const MOST_BATCHES = 40;

/**
 * In the background: tells whom a version that asks for more concerns, a batch in each transaction, each person once.
 * @returns how many were told
 */
export async function tellOfPurposes(op: Operation, size = BATCH): Promise<number> {
  let told = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const done = await atomically(op, op => tellBatch(op, size));
    if (done === undefined) break;
    told += done;
  }
  return told;
}

async function tellBatch(op: Operation, size: number): Promise<number | undefined> {
  const widening = await takeWidening(op);
  if (!widening) return undefined;
  const { recipients, lastId } = await nextRecipients(op, widening, size);
  const fresh = await insertNotices(op, widening.purposeId, recipients);
  for (const id of fresh) await write(op, id);
  await advanceWidening(op, widening, { told: fresh.length, lastId });
  if (lastId === undefined && widening.part === 'served')
    await record(op, {
      kind: 'notices.people_told',
      clientId: widening.clientId,
      data: {
        purpose: widening.purpose.key,
        version: widening.purpose.version,
        told: widening.told + fresh.length,
      },
    });
  return fresh.length;
}

/** Those who allowed it; then, of a purpose under law, those whose fields were handed out within a year. */
async function nextRecipients(
  op: Operation,
  widening: Widening & { readonly purpose: { readonly key: string; readonly basis: string } },
  size: number,
): Promise<{ recipients: string[]; lastId: string | undefined }> {
  const { clientId, purpose, part, lastId: after } = widening;
  if (part === 'consents') {
    const rows = await listStanding(op, { clientId, purposeKey: purpose.key, after, limit: size });
    const lastId = rows.length < size ? undefined : rows.at(-1)?.id;
    return { recipients: [...new Set(rows.map(({ personId }) => personId))], lastId };
  }
  if (purpose.basis !== 'law') return { recipients: [], lastId: undefined };
  const since = new Date(op.at.getTime() - YEAR_MS);
  const recipients = await listServedByLaw(op, { clientId, since, after, limit: size });
  return { recipients, lastId: recipients.length < size ? undefined : recipients.at(-1) };
}

/** A text without names: what it is about stands on the person's own page. An entity's people read it there. */
async function write(op: Operation, recipientId: string): Promise<void> {
  const mobile = (await findPerson(op, recipientId))?.mobile;
  if (!mobile) return;
  const text = messages('fa').notices.sms(`${op.system.config.issuer}/me`);
  await sendMessage(op, { channel: 'sms', to: mobile, text }, recipientId);
}
