import { type Box, type ExampleSystem, fieldsOf } from './system.ts';

const boxes: readonly Box[] = [
  {
    name: 'exporter',
    label: { fa: 'نام صادرکننده', en: 'Exporter' },
    from: { legal_entity: 'entity.legal_name', self: 'person.full_name' },
  },
  {
    name: 'latin',
    label: { fa: 'نام لاتین', en: 'Name in Latin letters' },
    from: { legal_entity: 'entity.latin_name' },
  },
  {
    name: 'number',
    label: { fa: 'شناسهٔ ملی', en: 'National identifier' },
    from: { legal_entity: 'entity.legal_id', self: 'person.national_id' },
  },
  {
    name: 'registration',
    label: { fa: 'شمارهٔ ثبت', en: 'Registration number' },
    from: { legal_entity: 'entity.registration_number' },
  },
  {
    name: 'sign',
    label: { fa: 'نام کسب‌وکار', en: 'Business name' },
    from: { self: 'business.trade_name' },
  },
  {
    name: 'economic',
    label: { fa: 'شمارهٔ اقتصادی', en: 'Economic code' },
    from: { legal_entity: 'entity.economic_code', self: 'business.economic_code' },
  },
  {
    name: 'address',
    label: { fa: 'نشانی', en: 'Address' },
    from: { legal_entity: 'entity.seat_address', self: 'business.address' },
  },
  {
    name: 'postal',
    label: { fa: 'کد پستی', en: 'Postal code' },
    from: { legal_entity: 'entity.seat_postal_code', self: 'business.postal_code' },
  },
  {
    name: 'card',
    label: { fa: 'کارت بازرگانی', en: 'Trade card' },
    from: { legal_entity: 'entity.trade_card' },
  },
  {
    name: 'activity',
    label: { fa: 'رشتهٔ فعالیت', en: 'Activity' },
    from: { legal_entity: 'entity.activity_codes', self: 'business.activity_codes' },
  },
  {
    name: 'account',
    label: { fa: 'شبای حساب', en: 'IBAN of the account' },
    from: { legal_entity: 'entity.bank_accounts' },
  },
  {
    name: 'phone',
    label: { fa: 'تلفن', en: 'Phone' },
    from: { legal_entity: 'entity.phones', self: 'person.mobile' },
  },
  {
    name: 'goods',
    label: { fa: 'شرح کالا', en: 'Description of the goods' },
    hint: { fa: 'همان که در صورت‌حساب نوشته‌اید', en: 'As on the invoice' },
  },
  {
    name: 'weight',
    label: { fa: 'وزن خالص', en: 'Net weight' },
    hint: { fa: 'به کیلوگرم', en: 'In kilograms' },
    numeric: true,
  },
  {
    name: 'value',
    label: { fa: 'ارزش کالا', en: 'Value of the goods' },
    hint: { fa: 'به ریال', en: 'In rials' },
    numeric: true,
  },
  {
    name: 'exit',
    label: { fa: 'گمرک خروج', en: 'Customs office of exit' },
    options: [
      { fa: 'بندر امام خمینی', en: 'Bandar Imam Khomeini' },
      { fa: 'شهید رجایی', en: 'Shahid Rajaee' },
      { fa: 'بازرگان', en: 'Bazargan' },
      { fa: 'دوغارون', en: 'Dogharoun' },
    ],
  },
];

export const customs: ExampleSystem = {
  key: 'customs',
  number: 22,
  name: { fa: 'سامانه پنجره واحد گمرکی', en: 'Customs single window' },
  shortName: { fa: 'سامانهٔ پنجرهٔ واحد گمرکی', en: 'Customs single window' },
  agency: { id: 'customs', name: { fa: 'گمرک', en: 'Customs Administration' } },
  port: 3002,
  form: {
    title: { fa: 'اظهارنامهٔ صادرات', en: 'Export declaration' },
    lede: {
      fa: 'با «یک‌بار» وارد شوید تا آنچه دولت می‌داند، در اظهارنامه نوشته شده باشد.',
      en: 'Sign in with Yekbar, and the declaration comes filled with what government knows already.',
    },
    submit: { fa: 'ثبت اظهارنامه', en: 'Lodge the declaration' },
  },
  boxes,
  purpose: {
    key: 'export-declaration',
    name: { fa: 'اظهارنامهٔ صادرات', en: 'Export declaration' },
    text: {
      fa: 'برای پر کردن بخش صادرکننده در اظهارنامهٔ صادرات و پیگیری همان محموله.',
      en: 'To fill the exporter’s part of an export declaration and follow that consignment.',
    },
    basis: 'consent',
    law: {
      title: { fa: 'قانون امور گمرکی', en: 'Customs Affairs Act' },
      body: { fa: 'مجلس شورای اسلامی', en: 'Islamic Consultative Assembly' },
      number: '',
      date: '2011-11-13',
      articles: '',
    },
    retention: { fa: '۵ سال پس از خروج کالا', en: '5 years after the goods have left' },
    fields: fieldsOf(boxes),
    subjects: ['legal_entity', 'self'],
    level: 1,
    consentDays: 365,
  },
};
