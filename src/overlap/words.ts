/**
 * A label of a form as the words that it is compared by: one spelling, one word for what is the same, without what
 * says nothing of the meaning (how many digits, in which script, a star).
 */
import { comparable } from '../text.ts';

/** Spelled together or apart, these are one word. */
const together: readonly (readonly [RegExp, string])[] = [
  [/(شناسه|شماره شناسایی|شماره|کد) ?ملی (?=[^|]*(شرکت|موسسه|حقوقی|11 رقمی|یازده رقمی))/g, 'شناسهملی'],
  [/ کد(?=(اقتصادی|فعالیت|ایسیک|کارگاه|رهگیری))/g, ' کد '],
  [/isic/g, 'ایسیک'],
  [/مجوز محیط زیست|محیط زیستی/g, 'محیطزیست'],
  [/محیط زیست/g, 'محیطزیست'],
  [/تامین اجتماعی/g, 'تامیناجتماعی'],
  [/شناسه ?ملی/g, 'شناسهملی'],
  [/(کد|شماره|شماره شناسایی) ?ملی/g, 'کدملی'],
  [/مدیر ?عامل/g, 'مدیرعامل'],
  [/پست الکترونیکی?|رایانامه|ایمیل|e-?mail/g, 'ایمیل'],
  [/وب ?سایت|وب ?گاه|سایت|website/g, 'وبگاه'],
  [/تلفن همراه|موبایل|شماره همراه|گوشی همراه/g, 'همراه'],
  [/دور ?نگار|نمابر|فکس/g, 'دورنگار'],
  [/کسب و ?کار/g, 'کسبوکار'],
  [/بهره برداری/g, 'بهرهبرداری'],
  [/شناسنامه|ش ش/g, 'شناسنامه'],
  [/نام خانوادگی|شهرت/g, 'نامخانوادگی'],
  [/کد ?پستی/g, 'کدپستی'],
  [/پیش شماره/g, 'پیششماره'],
  [/روزنامه رسمی/g, 'روزنامهرسمی'],
  [/صورت ?(های)? ?مالی/g, 'صورتمالی'],
  [/دفتر مرکزی|اقامتگاه قانونی|اقامتگاه/g, 'اقامتگاه'],
  [/محل (سکونت|زندگی|اقامت)|منزل/g, 'منزل'],
  [/بازرگانی/g, 'بازرگانی'],
  [/ارزش افزوده/g, 'ارزشافزوده'],
  [/حقوق بگیر/g, 'حقوقبگیر'],
  [/ذی نفع/g, 'ذینفع'],
  [/شخص(یت)? حقوقی|اشخاص حقوقی/g, 'شرکت'],
  [/شخص(یت)? حقیقی|اشخاص حقیقی/g, 'فرد'],
];

/** Words for the same thing. */
const same: Readonly<Record<string, string>> = {
  ادرس: 'نشانی',
  موسسه: 'شرکت',
  متقاضی: '',
  مورد: '',
  شناسایی: '',
  کد: 'شماره',
  شناسه: 'شماره',
  ش: 'شماره',
  id: 'شماره',
  اعتبار: 'انقضا',
  انقضای: 'انقضا',
  تاسیس: 'ثبت',
  ثبتی: 'ثبت',
  ثبتشده: 'ثبت',
  شبای: 'شبا',
  iban: 'شبا',
  پرسنل: 'کارکنان',
  کارگران: 'کارکنان',
  کارمندان: 'کارکنان',
  نفرات: 'کارکنان',
  تصویر: 'سند',
  اسکن: 'سند',
  کپی: 'سند',
  بارگذاری: 'سند',
  لاتین: 'انگلیسی',
  عنوان: 'نام',
  ملک: 'محل',
  مجوز: 'مجوز',
};

/** Somebody else than the one who fills the form: what is asked of him is in no profile of hers. */
const others = new Set(
  'خریدار فروشنده گیرنده فرستنده مقصد حقوقبگیر ذینفع درخواستی نظر مباشر وکیل مالک موکل سفارش شریک ضامن'.split(
    ' ',
  ),
);

/** Says nothing of what is meant. */
const empty = new Set(
  'و یا در از به با که این را ها های ی فارسی شمسی ریال رقمی ده یازده دوازده 10 11 12 معتبر لطفا وارد کنید جدید کامل'.split(
    ' ',
  ),
);

/** The words of a label, each once, in order. */
export function wordsOf(label: string): string[] {
  let text = ` ${comparable(label).replace(/[^\p{L}\p{N}]+/gu, ' ')} `.replace(/\s+/g, ' ');
  for (const [spelled, word] of together) text = text.replace(spelled, ` ${word} `);
  const words = text
    .split(' ')
    .map(word => same[word] ?? word)
    .map(word => (word.length > 5 ? word.replace(/(های|هایی|ها|ات)$/, '') : word))
    .filter(word => word !== '' && !empty.has(word));
  return [...new Set(words)];
}

/** Whether a word speaks of a third party. */
export function isOfAnother(word: string): boolean {
  return others.has(word);
}
