import type { FaultData } from '../../errors.ts';

/** Of the forms of the systems and of their state: what happened, what did not, what to do. */
export const systemFaults = {
  'overlap.not_a_schema': 'این متن طرح JSON فرم نیست و چیزی خوانده نشد. یک JSON Schema با properties بدهید.',
  'overlap.no_form':
    'در این صفحه خانه‌ای با برچسب پیدا نشد و چیزی خوانده نشد. کد همان صفحه‌ای را بدهید که فرم در آن است.',
  'overlap.too_many': ({ most }: FaultData) =>
    `این فرم بیش از ${most} پرسش دارد و خوانده نشد. آن را بخش‌بخش کنید.`,
  'overlap.uses':
    'شمار فرم‌های سال عدد درستی نیست و چیزی خوانده نشد. عددی از صفر به بالا بنویسید، یا خالی بگذارید.',
  'overlap.no_label': 'چنین پرسشی در هیچ فرمی نیست و چیزی ثبت نشد. فهرست را از نو باز کنید.',
  'overlap.unknown_field': 'این کلید در فهرست قلم‌ها نیست و چیزی ثبت نشد. قلم را از فهرست برگزینید.',
  'status.target_unknown':
    'چنین سامانه یا پایگاهی در فهرست نیست و چیزی سنجیده نشد. از فهرست صفحهٔ وضعیت برگزینید.',
  'status.time': 'روز و ساعت خوانده نشد یا هنوز نرسیده است و چیزی سنجیده نشد. مثل ۱۴۰۵/۸/۲۹ ۱۱:۳۰ بنویسید.',
  'status.announcement_text': ({ most }: FaultData) =>
    `متن اعلان در هر دو زبان لازم است، هر کدام تا ${most} نویسه. چیزی اعلان نشد.`,
  'status.announcement_time':
    'زمان آغاز و پایان درست نیست و چیزی اعلان نشد. پایان باید پس از آغاز و پس از اکنون باشد؛ مثل ۱۴۰۵/۸/۲۹ ۱۱:۳۰ بنویسید.',
  'status.announcement_unknown':
    'چنین اعلانی نیست؛ شاید پیش‌تر برداشته شده است. کاری انجام نشد. فهرست را از نو باز کنید.',
};
