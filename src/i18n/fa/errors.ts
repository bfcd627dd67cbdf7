/** The words of the error page. The sentence itself is that of the fault. */
export const errors = {
  prefix: (title: string) => `خطا: ${title}`,
  label: 'یک‌بار',
  lede: 'ورود یگانه به سامانه‌های دولت، و هر داده تنها یک بار.',
  titles: {
    notUnderstood: 'این درخواست را نپذیرفتیم',
    signInFirst: 'اول وارد شوید',
    forbidden: 'این صفحه برای شما باز نیست',
    notFound: 'چنین صفحه‌ای نیست',
    conflict: 'این کار دیگر شدنی نیست',
    busy: 'این دم شلوغ است',
    ours: 'خطایی از سوی ما رخ داد',
  },
  whatToDo: 'چه کنید',
  steps: {
    back: 'به صفحهٔ پیش، یا به سامانه‌ای که از آن آمدید، برگردید و از نو شروع کنید.',
    again: 'اندکی صبر کنید و همین صفحه را دوباره باز کنید.',
    tell: 'اگر باز همین شد، کد پیگیری زیر را به پشتیبانی همان سامانه بدهید.',
  },
  tracking: 'کد پیگیری',
  code: 'کد خطا',
  time: 'زمان',
  detail: 'برای توسعه‌دهنده',
  all: 'همهٔ سامانه‌ها',
  signIn: 'ورود',
};
