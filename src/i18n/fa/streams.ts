/** Words of the page on event streams, for the administration. */
export const streams = {
  title: 'جریان‌های رویداد',
  lede: 'هر سامانه از تغییری که حق دانستنش را دارد با رویداد امضاشده خبر می‌گیرد: یا برایش می‌فرستیم، یا خودش برمی‌دارد. آنچه برداشته نشود سه هفته می‌ماند. این‌جا نه شخص دیده می‌شود و نه موضوع.',
  link: 'جریان‌های رویداد و گیرنده‌های بی‌پاسخ',
  back: 'خبرهای خروج',
  none: 'هنوز هیچ سامانه‌ای جریانی نساخته است. نشانی ساختن در ‎/.well-known/ssf-configuration‎ است.',
  dead: (n: string, count: number) =>
    count === 0
      ? 'همهٔ گیرنده‌ها به‌موقع خبر می‌گیرند.'
      : `${n} گیرنده بیش از ۱۵ دقیقه است که خبرش را نگرفته است.`,
  client: 'برنامه',
  delivery: 'رساندن',
  methods: { push: 'می‌فرستیم', poll: 'خودش برمی‌دارد' },
  events: (n: string, _count: number) => `${n} گونه رویداد`,
  state: 'وضعیت',
  states: { enabled: 'روشن', paused: 'نگه‌داشته', disabled: 'خاموش', dead: 'بی‌پاسخ' },
  reasons: {
    by_administrator: 'مدیر نگه داشته است',
    events_too_old: 'سه هفته برداشته نشد',
    other: 'به خواست خود گیرنده',
  },
  lag: 'تأخیر',
  noLag: 'چیزی منتظر نیست',
  lagOf: (n: string, unit: 'seconds' | 'minutes' | 'hours' | 'days') =>
    `${n} ${{ seconds: 'ثانیه', minutes: 'دقیقه', hours: 'ساعت', days: 'روز' }[unit]}`,
  delivered: 'آخرین بار رسید',
  never: 'هنوز چیزی نرسیده است',
  refused: (n: string, _count: number) => `${n} رویداد را گیرنده نپذیرفت`,
  tries: (n: string, _count: number) => `${n} تلاش بی‌نتیجه پشت هم`,
  receiverSaid: 'گیرنده گفت:',
  change: 'کار',
  pause: 'نگه دار',
  resume: 'ادامه بده',
} as const;
