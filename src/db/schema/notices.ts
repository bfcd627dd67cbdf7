import type { Moment } from './columns.ts';

export interface PurposeNoticeTable {
  recipient_id: string;
  purpose_id: string;
  told_at: Moment;
}

export interface NoticesTables {
  purpose_notice: PurposeNoticeTable;
}
