/** A reader, and values that try to break out of a page. */
import { format, type Lang, messages } from '../../src/i18n/index.ts';
import type { Page } from '../../src/web/page.ts';
import type { ValueGroup, ValueRow } from '../../views/flow/data.ts';
import { showValue } from '../../views/parts/value.ts';

export const at = new Date('2026-11-21T07:22:00Z');
export const earlier = new Date('2026-11-18T07:00:00Z');
/** Stands in every name and text that a view is given. */
export const evil = `"'><script>alert(1)</script>&`;

export function pageFor(lang: Lang): Page {
  return {
    lang,
    t: messages(lang),
    format: format(lang),
    otherLang: `/x?lang=${lang === 'fa' ? 'en' : 'fa'}`,
    path: '/x',
    tracking: '7K3M-92QD-4XTA',
    issuer: 'https://yekbar.example',
    at,
    reader: { name: evil, staff: true, administrator: true },
    demo: true,
    announced: [],
    assetVersion: 'v',
  };
}

const row = (page: Page, more: Partial<ValueRow> = {}): ValueRow => ({
  key: 'entity.legal_name',
  label: evil,
  value: showValue(page, 'entity.legal_name', evil),
  voucher: 'register',
  status: 'present',
  fetchedAt: at,
  stale: false,
  ...more,
});
const statuses = ['present', 'absent', 'not_applicable', 'source_down', 'withheld', 'disputed'] as const;
const vouchers = ['register', 'matched', 'derived', 'self'] as const;
export const groups = (page: Page): ValueGroup[] => [
  ...vouchers.map(voucher => ({
    registry: evil,
    custodian: evil,
    voucher,
    rows: [row(page, { voucher }), row(page, { stale: true, fetchedAt: earlier })],
  })),
  {
    registry: evil,
    custodian: undefined,
    voucher: 'register',
    rows: statuses.map(status =>
      row(page, { status, ...(status === 'source_down' ? { fetchedAt: undefined } : {}) }),
    ),
  },
];
