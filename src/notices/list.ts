import { findPurpose, listWidenings } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { selectNotices } from './store.ts';

/** A purpose that came to ask for more, as whom it concerns is told. */
export interface Notice {
  readonly recipientId: string;
  readonly clientId: string;
  readonly purposeId: string;
  readonly toldAt: Date;
  /** Keys of the fields that the version before did not ask for. */
  readonly added: readonly string[];
  readonly basis: 'consent' | 'law';
}

const SHOWN_MS = 90 * 86_400_000;

/** What these were told within the last 90 days, newest first. */
export async function listNotices(op: Operation, recipients: readonly string[]): Promise<Notice[]> {
  if (recipients.length === 0) return [];
  const rows = await selectNotices(op, recipients, new Date(op.at.getTime() - SHOWN_MS), 10);
  const notices: Notice[] = [];
  for (const row of rows) {
    const purpose = await findPurpose(op, row.purpose_id);
    if (!purpose) continue;
    const { clientId, basis, fields } = purpose;
    const widening = (await listWidenings(op, clientId)).find(one => one.purposeId === row.purpose_id);
    const before = widening && (await findPurpose(op, widening.beforeId));
    notices.push({
      recipientId: row.recipient_id,
      clientId,
      purposeId: row.purpose_id,
      toldAt: row.told_at,
      added: fields.filter(key => !before?.fields.includes(key)),
      basis,
    });
  }
  return notices;
}
