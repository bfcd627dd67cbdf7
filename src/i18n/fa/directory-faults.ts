import type { FaultData } from '../../errors.ts';

/** Of the directory: what happened, what did not, what to do. */
export const directoryFaults = {
  'directory.invalid': ({ problems }: FaultData) =>
    `بعضی بخش‌ها درست نیست و چیزی ذخیره نشد: ${[problems].flat().join('، ')}. همان‌ها را درست کنید و دوباره بفرستید.`,
  'directory.change_not_found': 'چنین تغییری نیست. از فهرست تغییرها شروع کنید.',
  'directory.same_person':
    'این تغییر را خودتان فرستاده‌اید، یا برنامه‌ای که رمزش را شما ساخته‌اید؛ تصمیمی ثبت نشد. همکار دیگری باید آن را ببیند.',
  'directory.change_decided': 'دربارهٔ این تغییر پیش‌تر تصمیم گرفته شده است؛ تصمیم شما ثبت نشد.',
  'directory.reason_needed': 'برای رد کردن، دلیل را بنویسید؛ هنوز چیزی ثبت نشده است.',
  'directory.bad_rows': ({ rows }: FaultData) =>
    `${rows} سطر ایراد دارد و چیزی اعمال نشد. گزارش را ببینید؛ اگر باید کنار بمانند، همان را علامت بزنید.`,
  'directory.change_stale':
    'از وقتی که آن را دیدید، کسی این مورد را عوض کرده است؛ هیچ بخشی اعمال نشد. صفحه را از نو باز کنید، یا پرونده را دوباره بفرستید.',
  'directory.change_waiting':
    'تغییر دیگری از همین مورد منتظر نفر دوم است و این یکی ثبت نشد. اول دربارهٔ آن تصمیم بگیرید.',
  'directory.registry_not_found': 'چنین پایگاهی در فهرست نیست. آن را در فهرست پایگاه‌ها پیدا کنید.',
  'directory.file_long': 'فایل بزرگ‌تر از ۵۱۲ مگابایت است و چیزی عوض نشد. آن را چند بخش کنید.',
  'directory.file_broken': 'فایل تا پایان نرسید و چیزی عوض نشد. آن را دوباره بفرستید.',
  'directory.file_needed': 'فایلی نیامد یا قالب آن شناخته نیست و چیزی عوض نشد. فایل و قالبش را برگزینید.',
};
