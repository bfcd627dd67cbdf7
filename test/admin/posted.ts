import { parse } from 'node-html-parser';
import type { Administration } from './administration.ts';

/** Staff at the administration's pages: who they are, and how they register a client and decide about it. */
export function desk(administration: () => Administration) {
  const browser = (who: keyof Administration['who']) => () => {
    const admin = administration();
    return admin.as(admin.who[who]);
  };
  const [shirin, farhad, kaveh] = [browser('shirin'), browser('farhad'), browser('kaveh')];
  return {
    shirin,
    farhad,
    kaveh,
    register: async (more: Record<string, string | string[]> = {}) => {
      const typed = postedClient(more);
      const answer = await shirin().post('/admin/clients').type('form').send(typed);
      const page = parse(answer.text);
      const approval = page.querySelector('a[href^="/admin/approvals/"]')?.getAttribute('href') ?? '';
      const codes = page.querySelectorAll('.act dd').map(dd => dd.text.trim());
      return { id: String(typed.client_id), typed, answer, page, approval, secret: codes[1] ?? '' };
    },
    decide: (approval: string, decision: string, reason = '', by = farhad()) =>
      by.post(`${approval}/decision`).type('form').send({ decision, reason }),
  };
}

let number = 0;

/** A registration as the form posts it, without a fault. */
export function postedClient(
  more: Record<string, string | string[]> = {},
): Record<string, string | string[]> {
  number += 1;
  return {
    client_id: `posted-${number}`,
    kind: 'live',
    name_fa: 'سامانه حقوق و دستمزد',
    name_en: 'Payroll system',
    agency: 'new',
    agency_id: `agency-${number}`,
    agency_fa: 'سازمان امور مالیاتی',
    agency_en: 'Tax Administration',
    redirect_uris: 'https://salary.tax.gov.ir/callback\r\nhttps://salary.tax.gov.ir/other',
    post_logout_redirect_uris: '',
    auth_method: 'client_secret_basic',
    purpose: 'payroll-list',
    purpose_fa: 'فهرست ماهانهٔ حقوق',
    purpose_en: 'Monthly payroll list',
    text_fa: 'برای رسیدگی به فهرست',
    text_en: 'To process the list',
    basis: 'law',
    law_fa: 'قانون مالیات‌های مستقیم',
    law_en: 'Direct Taxes Act',
    body_fa: 'مجلس شورای اسلامی',
    body_en: 'Parliament',
    law_number: '۸۷۱۲',
    law_date: '۱۳۶۶/۱۲/۳',
    articles: 'مادهٔ ۸۶',
    subjects: 'legal_entity',
    level: '2',
    retention_fa: '۵ سال',
    retention_en: '5 years',
    consent_days: '۳۶۵',
    fields: ['entity.legal_id', 'entity.legal_name'],
    ...more,
  };
}
