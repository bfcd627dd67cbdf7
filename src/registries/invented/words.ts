/** Words that invented people, companies and places are named with. */

const both = (fa: string, en: string) => ({ fa, en });

export const givens = [
  both('علی', 'Ali'),
  both('زهرا', 'Zahra'),
  both('محمدرضا', 'Mohammadreza'),
  both('نگار', 'Negar'),
  both('حسین', 'Hossein'),
  both('مینا', 'Mina'),
  both('بابک', 'Babak'),
  both('سپیده', 'Sepideh'),
  both('آرش', 'Arash'),
  both('الهام', 'Elham'),
  both('یوسف', 'Yousef'),
  both('لیلا', 'Leila'),
];

export const families = [
  both('اکبری', 'Akbari'),
  both('بهرامی', 'Bahrami'),
  both('تهرانی نژاد', 'Tehraninejad'),
  both('جلالی', 'Jalali'),
  both('خسروی', 'Khosravi'),
  both('دانشور', 'Daneshvar'),
  both('رستمی', 'Rostami'),
  both('زارعی', 'Zarei'),
  both('سلطانی', 'Soltani'),
  both('شفیعی', 'Shafiei'),
  both('فرهادی', 'Farhadi'),
  both('کاویانی', 'Kaviani'),
  both('مرادی', 'Moradi'),
];

export const companyWords = [
  both('الوند', 'Alvand'),
  both('سبلان', 'Sabalan'),
  both('کارون', 'Karun'),
  both('هامون', 'Hamun'),
  both('بیستون', 'Bisotun'),
  both('مهرگان', 'Mehregan'),
  both('سپند', 'Sepand'),
  both('آبان', 'Aban'),
  both('دماوند', 'Damavand'),
  both('چابک', 'Chabok'),
];

export const activities = [
  {
    short: both('نساجی', 'Textiles'),
    isic: '1312',
    title: 'بافت منسوجات',
    objects: 'ریسندگی، بافندگی و پخش پارچه',
  },
  {
    short: both('نرم‌افزار', 'Software'),
    isic: '6201',
    title: 'فعالیت‌های برنامه‌نویسی رایانه',
    objects: 'ساخت و پشتیبانی نرم‌افزار',
  },
  {
    short: both('پخش', 'Distribution'),
    isic: '4690',
    title: 'عمده‌فروشی غیرتخصصی',
    objects: 'خرید، فروش و پخش کالاهای مجاز',
  },
  {
    short: both('ساختمانی', 'Construction'),
    isic: '4100',
    title: 'ساخت بنا',
    objects: 'طراحی و ساخت بناهای مسکونی و صنعتی',
  },
  {
    short: both('لبنیات', 'Dairy'),
    isic: '1050',
    title: 'تولید فرآورده‌های لبنی',
    objects: 'گردآوری شیر و تولید فرآورده‌های لبنی',
  },
];

export const cities = [
  { province: 'تهران', code: '23', city: 'تهران' },
  { province: 'اصفهان', code: '10', city: 'اصفهان' },
  { province: 'فارس', code: '07', city: 'شیراز' },
  { province: 'آذربایجان شرقی', code: '03', city: 'تبریز' },
  { province: 'گیلان', code: '01', city: 'رشت' },
  { province: 'یزد', code: '21', city: 'یزد' },
  { province: 'خوزستان', code: '06', city: 'اهواز' },
];

export const fields = ['حقوق', 'حسابداری', 'مهندسی صنایع', 'مدیریت بازرگانی', 'شیمی'];
