import type { FaultData } from '../../errors.ts';

/** Of what helps those who connect a system: what happened, what did not, what to do. */
export const developerFaults = {
  'demo.no_sandbox': 'این‌جا کشور ساختگی نیست و چیزی برای خراب کردن نیست. کاری انجام نشد.',
  'demo.not_in_sandbox':
    'این سامانه در آزمایشگاه نیست و کاری انجام نشد. با سامانه‌ای که در آزمایشگاه ثبت شده بیازمایید.',
  'demo.unknown':
    'چنین شخص، شرکت، سمت یا پایگاهی در کشور ساختگی نیست و کاری انجام نشد. کلیدها را از GET /api/v1/sandbox بردارید.',
  'demo.malformed': ({ most }: FaultData) => `عددی درست از ۱ تا ${most} بفرستید؛ هنوز کاری انجام نشده است.`,
  'demo.too_much_broken': ({ most }: FaultData) =>
    `هم‌اکنون ${most} چیز در آزمایشگاه خراب است و خرابی تازه‌ای ساخته نشد. آزمایشگاه از آنِ دیگران هم هست؛ چند دقیقه صبر کنید.`,
  'developer.check_not_found':
    'چنین آزمونی برای این سامانه نیست و کاری انجام نشد. فهرست آزمون‌ها را باز کنید.',
  'developer.check_over':
    'این‌جا آزمونی در جریان نیست: تمام شده، مهلتش گذشته، یا آزمون تازه‌تری جایش را گرفته است. چیزی ثبت نشد. آزمون تازه‌ای آغاز کنید.',
  'developer.check_request': ({ parameter }: FaultData) =>
    `درخواست ورود به صادرکنندهٔ آزمایشی درست نبود و حالت تازه‌ای آغاز نشد. پارامتر ${parameter} را همان‌طور که ثبت شده است بفرستید.`,
};
