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
  'clients.invalid':
    'این ثبت پذیرفته نشد و چیزی ذخیره نشد. خانه‌هایی را که کنارشان ایراد نوشته شده درست کنید و دوباره بفرستید.',
  'clients.not_found': 'چنین برنامه‌ای نیست. شناسه را دوباره نگاه کنید.',
  'clients.approval_not_found': 'چنین درخواست تأییدی نیست. از فهرست منتظرها شروع کنید.',
  'clients.same_person':
    'درخواست را خودتان فرستاده‌اید؛ تصمیمی ثبت نشد. همکار دیگری باید آن را ببیند و تأیید یا رد کند.',
  'clients.already_decided':
    'دربارهٔ این درخواست پیش از شما تصمیم گرفته شده است؛ تصمیم شما ثبت نشد. نتیجه را در صفحهٔ برنامه ببینید.',
  'clients.reason_needed': 'برای رد کردن، دلیل را بنویسید؛ هنوز چیزی ثبت نشده است.',
  'clients.not_active': 'این برنامه برقرار نیست و کاری انجام نشد. وضعیت آن را در صفحهٔ برنامه ببینید.',
  'clients.not_suspended': 'این برنامه متوقف نیست و کاری انجام نشد.',
  'clients.no_secret': 'این برنامه با کلید خودش شناخته می‌شود و رمز ندارد؛ رمزی ساخته نشد.',
  'clients.purpose_waiting':
    'نسخهٔ دیگری از این هدف منتظر تأیید است و نسخهٔ تازه ثبت نشد. اول دربارهٔ آن تصمیم بگیرید.',
  'clients.four_eyes': 'برنامهٔ واقعی فقط با درخواست یک نفر و تأیید نفر دیگر برقرار می‌شود؛ چیزی ثبت نشد.',
  'clients.unknown_purpose': ({ purposes }) =>
    `این برنامه چنین هدفی ثبت نکرده است و کسی وارد نشد. هدف‌های ثبت‌شده: ${[purposes].flat().join('، ')}`,
  'clients.purpose_needed': ({ purposes }) =>
    `این برنامه چند هدف دارد و درخواست نگفته است کدام؛ کسی وارد نشد. یکی را در purpose بنویسید: ${[purposes].flat().join('، ')}`,
  'directory.not_found': 'چنین سامانه‌ای در فهرست نیست. شماره را دوباره نگاه کنید.',
  'directory.taken': 'این سامانه برنامهٔ دیگری دارد و وصل نشد. اول همان را جدا کنید.',
  'directory.sign_in_url':
    'نشانی شروع ورود پذیرفته نشد و چیزی ذخیره نشد. باید روی همان دامنه‌ای باشد که نشانی بازگشت برنامه دارد.',
});
