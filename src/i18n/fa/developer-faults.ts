import type { FaultData } from '../../errors.ts';

/** Of what helps those who connect a system: what happened, what did not, what to do. */
export const developerFaults = {
  'developer.check_not_found':
    'چنین آزمونی برای این سامانه نیست و کاری انجام نشد. فهرست آزمون‌ها را باز کنید.',
  'developer.check_over':
    'این‌جا آزمونی در جریان نیست: تمام شده، مهلتش گذشته، یا آزمون تازه‌تری جایش را گرفته است. چیزی ثبت نشد. آزمون تازه‌ای آغاز کنید.',
  'developer.check_request': ({ parameter }: FaultData) =>
    `درخواست ورود به صادرکنندهٔ آزمایشی درست نبود و حالت تازه‌ای آغاز نشد. پارامتر ${parameter} را همان‌طور که ثبت شده است بفرستید.`,
};
