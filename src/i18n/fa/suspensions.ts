/** The words of stopping a person's account and letting it go on. */
export const suspensions = {
  nav: 'حساب‌های متوقف',
  title: 'حساب‌های متوقف',
  lede: 'حسابی که شاید به دست دیگری افتاده است همین حالا متوقف می‌شود: نشست‌هایش تمام می‌شود و کسی با آن وارد نمی‌شود. یک نفر متوقف می‌کند و دو نفر با هم به راه می‌اندازند. نام کسی این‌جا نیست؛ هر کدام را از شمارهٔ نامه یا تماسش بشناسید. به صاحب حساب پیام می‌رود.',
  list: 'فهرست',
  none: 'تاکنون حسابی متوقف نشده است.',
  states: { holds: 'متوقف', lifting: 'منتظر نفر دوم', lifted: 'به راه افتاد' },
  reasons: {
    stolen: 'گوشی یا گذرواژه به دست دیگری افتاده',
    subject_asked: 'خود شخص خواسته',
    security: 'بررسی امنیتی',
    court: 'دستور دادگاه',
  },
  byNumber: (reason: string) => `${reason}، به شمارهٔ`,
  stoppedBy: (name: string, moment: string) => `${name} متوقف کرد، ${moment}.`,
  liftAskedBy: (name: string) => `${name} خواست که به راه بیفتد.`,
  liftedBy: (name: string, moment: string) => `${name} به راه انداخت، ${moment}.`,
  askLift: 'درخواست به راه انداختن',
  lift: 'به راه انداختن',
  second: 'به راه انداختن با همکار دیگری است.',
  make: 'متوقف کردن یک حساب',
  identifier: 'کد ملی صاحب حساب',
  reason: 'دلیل',
  reference: 'شمارهٔ نامه، تماس یا حکم',
  referenceHint: 'تنها شماره. نام کسی را ننویسید.',
  submit: 'همین حالا متوقف شود',
  alarm: {
    suspended: (address: string) => `یک‌بار: حساب یکی از همکاران متوقف شد: ${address}`,
    resumed: (address: string) => `یک‌بار: حساب یکی از همکاران دوباره به راه افتاد: ${address}`,
  },
  sms: {
    suspended: (tracking: string) =>
      `یک‌بار: حساب شما موقتاً متوقف شد و همهٔ نشست‌هایش پایان یافت. برای دانستن دلیل، این کد پیگیری را به پشتیبانی بدهید: ${tracking}`,
    resumed: (tracking: string) =>
      `یک‌بار: حساب شما دوباره به راه افتاد و می‌توانید وارد شوید. کد پیگیری: ${tracking}`,
  },
};
