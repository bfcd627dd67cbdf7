/** The words of the shell: header, footer, and what several pages share. */
export const common = {
  name: 'یک‌بار',
  title: (page: string) => `${page} | یک‌بار`,
  skip: 'رفتن به متن اصلی',
  otherLanguage: 'English',
  nav: {
    label: 'بخش‌ها',
    systems: 'سامانه‌ها',
    record: 'پروندهٔ من',
    status: 'وضعیت',
    fields: 'قلم‌های داده',
    admin: 'مدیریت',
  },
  comma: '، ',
  signIn: 'ورود',
  actingFor: (entity: string) => `از طرف ${entity}`,
  signOut: 'خروج',
  foot: {
    overlap: 'هم‌پوشانی پرسش‌ها',
    accessibility: 'دسترس‌پذیری',
    fields: 'فهرست قلم‌های داده',
    tracking: 'کد پیگیری این صفحه:',
  },
  demoNote: 'نمایشی: آدم‌ها و شرکت‌های این صفحه ساختگی‌اند.',
  yes: 'بله',
  no: 'خیر',
  rial: (amount: string) => `${amount} ریال`,
};
