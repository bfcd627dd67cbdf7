/** The words of stopping a person's account and letting it go on. */
export const suspensions = {
  nav: 'حساب‌های بسته‌شده',
  title: 'حساب‌های بسته‌شده',
  lede: 'حسابی که شاید به دست دیگری افتاده است همین دم بسته می‌شود: نشست‌هایش تمام می‌شود و کسی با آن وارد نمی‌شود. بستن کار یک نفر است و باز کردن کار دو نفر. نام کسی این‌جا نیست؛ هر کدام را از شمارهٔ نامه یا تماسش بشناسید. به صاحب حساب پیام می‌رود.',
  list: 'فهرست',
  none: 'تاکنون حسابی بسته نشده است.',
  states: { holds: 'بسته', lifting: 'منتظر نفر دوم', lifted: 'باز شد' },
  reasons: {
    stolen: 'گوشی یا گذرواژه به دست دیگری افتاده',
    subject_asked: 'خود شخص خواسته',
    security: 'بررسی امنیتی',
    court: 'دستور دادگاه',
  },
  byNumber: (reason: string) => `${reason}، به شمارهٔ`,
  stoppedBy: (name: string, moment: string) => `${name} بست، ${moment}.`,
  liftAskedBy: (name: string) => `${name} خواست که باز شود.`,
  liftedBy: (name: string, moment: string) => `${name} باز کرد، ${moment}.`,
  askLift: 'درخواست باز کردن',
  lift: 'باز کردن',
  second: 'باز کردن با همکار دیگری است.',
  make: 'بستن یک حساب',
  identifier: 'کد ملی صاحب حساب',
  reason: 'دلیل',
  reference: 'شمارهٔ نامه، تماس یا حکم',
  referenceHint: 'تنها شماره. نام کسی را ننویسید.',
  submit: 'بستن همین دم',
  sms: {
    suspended: (tracking: string) =>
      `یک‌بار: حساب شما موقتاً بسته شد و همهٔ نشست‌هایش پایان یافت. برای دانستن دلیل، این کد پیگیری را به پشتیبانی بدهید: ${tracking}`,
    resumed: (tracking: string) =>
      `یک‌بار: حساب شما باز شد و دوباره می‌توانید وارد شوید. کد پیگیری: ${tracking}`,
  },
};
