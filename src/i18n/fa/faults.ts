/** One sentence a fault code: what happened, what did not happen, what to do. Never names a person. */
import type { FaultData } from '../../errors.ts';

type Sentence = (data: FaultData) => string;
const says = <T extends Record<string, Sentence | string>>(sentences: T): { [K in keyof T]: Sentence } =>
  Object.fromEntries(
    Object.entries(sentences).map(([code, text]) => [code, typeof text === 'string' ? () => text : text]),
  ) as { [K in keyof T]: Sentence };

export const faults = says({
  'web.not_found': 'چنین صفحه‌ای نیست. نشانی را دوباره نگاه کنید، یا از صفحهٔ نخست شروع کنید.',
  'web.malformed': 'این درخواست خوانده نشد و کاری انجام نشد. به صفحهٔ پیش برگردید و دوباره بفرستید.',
  'web.too_large': 'این درخواست بزرگ‌تر از اندازه است و خوانده نشد.',
  'web.cross_origin':
    'این فرم از جای دیگری فرستاده شده است و پذیرفته نشد. همین کار را از صفحهٔ خود یک‌بار انجام دهید.',
  'web.unexpected':
    'خطایی از سوی ما رخ داد و کاری انجام نشد. دوباره بزنید؛ اگر باز هم شد، کد پیگیری را به ما بدهید.',
  'web.busy': ({ retryAfter }) => `این دم شلوغ است. چیزی از دست نرفت؛ ${retryAfter} ثانیه دیگر دوباره بزنید.`,
  'web.sign_in_first': 'اول وارد شوید؛ چیزی انجام نشد. پس از ورود همین کار را دوباره بزنید.',
  'vault.shredded': 'دادهٔ این شخص پاک شده است و دیگر خوانده نمی‌شود.',
  'identity.national_id_malformed': 'کد ملی درست نوشته نشده است. ۱۰ رقم را دوباره نگاه کنید.',
  'identity.mobile_malformed': 'شمارهٔ همراه درست نوشته نشده است؛ مانند ۰۹۱۲۳۴۵۶۷۸۹ بنویسید.',
  'entities.legal_id_malformed': 'شناسهٔ ملی شرکت درست نوشته نشده است. ۱۱ رقم را دوباره نگاه کنید.',
  'profile.postal_code_malformed': 'کد پستی درست نوشته نشده است. ۱۰ رقم را دوباره نگاه کنید.',
});
