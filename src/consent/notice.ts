import { record } from '../audit/index.ts';
import { messages } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { lockUnnoticed, markNoticed } from './store.ts';

/** So long before its end the person is told, and can give the same again with one answer. */
export const NOTICE_DAYS = 14;
/** Who allowed something for a few days knows that it ends. */
const SHORTEST = '45 days';
const DAY_MS = 86_400_000;
const BATCH = 100;

/** In the background: tells people what of theirs ends soon. Once for each consent. @returns how many */
export function noticeExpiries(op: Operation): Promise<number> {
  return atomically(op, async op => {
    const until = new Date(op.at.getTime() + NOTICE_DAYS * DAY_MS);
    const rows = await lockUnnoticed(op, until, SHORTEST, BATCH);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await markNoticed(op, ids);
    for (const row of rows) {
      const mobile = (await findPerson(op, row.person_id))?.mobile;
      const page = `${op.system.config.issuer}/me/consents/${row.id}`;
      const text = messages(row.text_lang).consents.texts.endsSoon(page);
      if (mobile) await sendMessage(op, { channel: 'sms', to: mobile, text }, row.person_id);
      await record(op, {
        kind: 'consent.expiry_noticed',
        subjectId: row.subject_id,
        clientId: row.client_id,
        data: { consent: row.id, purpose: row.purpose_key },
      });
    }
    return rows.length;
  });
}
