import type { MyNotice } from '../../views/me/data.ts';
import { findClient, findPurpose } from '../clients/index.ts';
import { listNotices } from '../notices/index.ts';
import type { Operation } from '../operation.ts';
import { fieldLabel } from '../profile/index.ts';
import type { Reader } from './reader.ts';

/** What the reader, and those whose record he may see, were told of purposes that ask for more. */
export async function noticesOf(op: Operation, reader: Reader): Promise<MyNotice[]> {
  const recipients = [reader.person.id, ...reader.seen.map(({ id }) => id)];
  const shown: MyNotice[] = [];
  for (const notice of await listNotices(op, recipients)) {
    const client = await findClient(op, notice.clientId);
    const purpose = await findPurpose(op, notice.purposeId);
    shown.push({
      clientId: notice.clientId,
      system: client?.name[op.lang] ?? notice.clientId,
      purpose: purpose?.name[op.lang] ?? '',
      subject: reader.nameOf(notice.recipientId),
      added: notice.added.map(key => fieldLabel(key, op.lang)),
      basis: notice.basis,
      toldAt: notice.toldAt,
    });
  }
  return shown;
}
