import type { FaultData } from '../../errors.ts';

/** Of what custodians send by themselves: what happened, what did not, what to do. */
export const custodyFaults = {
  'custody.scope_missing':
    'برای فرستادن دادهٔ پایگاه، این برنامه باید نشانه‌ای با دامنهٔ custody.write داشته باشد؛ چیزی ثبت نشد. نشانه را با همین دامنه بگیرید.',
  'custody.not_a_custodian':
    'این برنامه به هیچ پایگاهی بسته نشده است و چیزی ثبت نشد. از مدیر سکو بخواهید آن را به پایگاه خودتان ببندد.',
  'custody.no_such_registry':
    'چنین پایگاهی در فهرست نیست و چیزی تغییر نکرد. کلید پایگاه را از فهرست پایگاه‌ها بردارید.',
  'custody.items': ({ most }: FaultData) =>
    `یک درخواست باید از یک تا ${most} مورد داشته باشد؛ چیزی ثبت نشد. موردها را بخش‌بخش بفرستید.`,
  'custody.not_your_field': ({ field }: FaultData) =>
    `قلم ${field} از پایگاه شما نیست و ثبت نشد. فقط قلم‌های پایگاه خودتان را بفرستید.`,
  'custody.item_malformed': 'این مورد خوانده نشد و ثبت نشد. key، subject، version و fields را بنویسید.',
  'custody.key_malformed':
    'کلید این مورد خالی یا بلندتر از ۱۰۰ نویسه است و ثبت نشد. کلیدی کوتاه و یکتا بگذارید.',
  'custody.key_reused':
    'با همین کلید پیش‌تر چیز دیگری فرستاده‌اید و این یکی ثبت نشد. برای هر تغییر کلیدی تازه بگذارید.',
  'custody.subject_malformed':
    'شناسهٔ صاحب داده درست نیست و این مورد ثبت نشد. type باید person یا legal_entity باشد و شناسه بی‌غلط.',
  'custody.version_malformed':
    'شمارهٔ نسخه درست نیست و این مورد ثبت نشد. عدد درستی از یک به بالا بنویسید که با هر تغییر بیشتر شود.',
  'custody.unknown_field':
    'قلمی در این مورد هست که در فهرست قلم‌ها نیست؛ این مورد ثبت نشد. کلیدها را از /catalogue.json بردارید.',
  'custody.not_applicable': ({ field }: FaultData) =>
    `قلم ${field} برای این نوع صاحب داده نیست و این مورد ثبت نشد.`,
  'custody.value_malformed': ({ field }: FaultData) =>
    `مقدار قلم ${field} با طرح آن در فهرست قلم‌ها نمی‌خواند و این مورد ثبت نشد. آن را درست کنید و دوباره بفرستید.`,
  'custody.not_yet_valid': ({ field }: FaultData) =>
    `مقدار قلم ${field} از روزی در آینده معتبر می‌شود و این مورد ثبت نشد. آن را در همان روز دوباره بفرستید.`,
  'custody.answer_malformed':
    'این پاسخ خوانده نشد و چیزی ثبت نشد. inquiry، ticket، drawnUpAt و record را همان‌گونه که در پاسخ پرسش می‌نویسید بفرستید.',
  'custody.no_such_question':
    'چنین پرسشی از پایگاه شما باز نیست یا پاسخ با آن نمی‌خواند؛ چیزی ثبت نشد. کد پیگیری و شمارهٔ پرسش را بازبینی کنید.',
  'custody.load_rows': ({ most }: FaultData) =>
    `شمار سطرها درست نیست و بارگذاری آغاز نشد. در rows عددی از یک تا ${most} بنویسید.`,
  'custody.load_not_found': 'چنین بارگذاری‌ای ندارید و چیزی ثبت نشد. نشانی را از پاسخ آغاز بارگذاری بردارید.',
  'custody.load_gap': ({ next }: FaultData) =>
    `میان این سطرها و سطرهای پیشین فاصله است و چیزی ثبت نشد. از سطر ${next} بفرستید.`,
  'custody.load_full': ({ rows }: FaultData) =>
    `سطرها از ${rows} که گفته بودید بیشتر شد؛ سطرهای بعدی ثبت نشد. برای آن‌ها بارگذاری تازه‌ای آغاز کنید.`,
  'custody.load_from': 'شمارهٔ سطر درست نیست و چیزی ثبت نشد. عددی از صفر به بالا بنویسید.',
  'custody.load_type': 'سطرها را با نوع application/x-ndjson بفرستید، هر سطر یک مورد؛ چیزی ثبت نشد.',
  'custody.load_encoding':
    'سطرها فشرده خوانده نمی‌شوند و چیزی ثبت نشد. آن‌ها را فشرده نکرده و بدون سرآیند Content-Encoding بفرستید.',
  'custody.row_too_long': 'این سطر بیش از اندازه بلند است و ثبت نشد. آن را به چند سطر بشکنید.',
  'custody.row_malformed':
    'این سطر JSON با UTF-8 نیست، یا نویسهٔ NUL یا نیمهٔ یک نویسه در آن است، و ثبت نشد. هر سطر باید یک مورد کامل باشد.',
};
