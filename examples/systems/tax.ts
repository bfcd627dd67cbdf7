import { type Box, type ExampleSystem, fieldsOf } from './system.ts';

const boxes: readonly Box[] = [
  {
    name: 'name',
    label: { fa: 'نام ثبتی', en: 'Registered name' },
    from: { legal_entity: 'entity.legal_name' },
  },
  {
    name: 'person',
    label: { fa: 'نام و نام خانوادگی', en: 'Full name' },
    from: { self: 'person.full_name' },
  },
  {
    name: 'number',
    label: { fa: 'شناسهٔ ملی', en: 'National identifier' },
    from: { legal_entity: 'entity.legal_id', self: 'person.national_id' },
  },
  {
    name: 'form',
    label: { fa: 'نوع', en: 'Kind' },
    from: { legal_entity: 'entity.legal_form', self: 'business.kind' },
  },
  {
    name: 'sign',
    label: { fa: 'نام کسب‌وکار', en: 'Business name' },
    from: { self: 'business.trade_name' },
  },
  {
    name: 'born',
    label: { fa: 'تاریخ تولد', en: 'Date of birth' },
    from: { self: 'person.birth_date' },
  },
  {
    name: 'registration',
    label: { fa: 'شمارهٔ ثبت', en: 'Registration number' },
    from: { legal_entity: 'entity.registration_number' },
  },
  {
    name: 'registered',
    label: { fa: 'تاریخ ثبت', en: 'Date of registration' },
    from: { legal_entity: 'entity.registration_date' },
  },
  {
    name: 'capital',
    label: { fa: 'سرمایهٔ ثبت‌شده', en: 'Registered capital' },
    from: { legal_entity: 'entity.capital' },
  },
  {
    name: 'objects',
    label: { fa: 'موضوع فعالیت', en: 'Objects' },
    from: { legal_entity: 'entity.objects' },
  },
  {
    name: 'signatories',
    label: { fa: 'صاحب امضا', en: 'Who may sign' },
    from: { legal_entity: 'entity.signatories' },
  },
  {
    name: 'address',
    label: { fa: 'نشانی اقامتگاه', en: 'Address' },
    from: { legal_entity: 'entity.seat_address', self: 'business.address' },
  },
  {
    name: 'postal',
    label: { fa: 'کد پستی', en: 'Postal code' },
    from: { legal_entity: 'entity.seat_postal_code', self: 'business.postal_code' },
  },
  {
    name: 'licence',
    label: { fa: 'پروانه یا مجوز', en: 'Licence' },
    from: { legal_entity: 'entity.industrial_licence', self: 'business.licences' },
  },
  {
    name: 'activity',
    label: { fa: 'رشتهٔ فعالیت', en: 'Activity' },
    from: { legal_entity: 'entity.activity_codes', self: 'business.activity_codes' },
  },
  {
    name: 'small',
    label: { fa: 'کمتر از ۵۰ کارگر', en: 'Fewer than 50 staff' },
    from: { legal_entity: 'entity.under_50_staff' },
  },
  {
    name: 'economic',
    label: { fa: 'شمارهٔ اقتصادی', en: 'Economic code' },
    from: { self: 'business.economic_code' },
  },
  {
    name: 'account',
    label: { fa: 'شبای حساب', en: 'IBAN of the account' },
    from: { legal_entity: 'entity.bank_accounts' },
  },
  {
    name: 'director',
    label: { fa: 'نام مدیرعامل', en: 'Managing director' },
    from: { legal_entity: 'entity.managing_director' },
  },
  {
    name: 'phone',
    label: { fa: 'تلفن', en: 'Phone' },
    from: { legal_entity: 'entity.phones', self: 'person.mobile' },
  },
  {
    name: 'email',
    label: { fa: 'رایانامه', en: 'E-mail' },
    from: { legal_entity: 'entity.email', self: 'person.email' },
  },
  {
    name: 'start',
    label: { fa: 'آغاز فعالیت مشمول مالیات', en: 'Start of taxable activity' },
    hint: { fa: 'روز، ماه و سال؛ مثلاً ۱ آذر ۱۴۰۵', en: 'Day, month and year, such as 22 November 2026' },
  },
  {
    name: 'sales',
    label: { fa: 'پیش‌بینی فروش سال ۱۴۰۵', en: 'Expected sales in 1405' },
    hint: { fa: 'به ریال؛ هر رقمی که بنویسید می‌خوانیم', en: 'In rials, in any digits' },
    numeric: true,
  },
  {
    name: 'books',
    label: { fa: 'روش نگهداری حساب', en: 'How the books are kept' },
    options: [
      { fa: 'دفتر کل و روزنامه', en: 'Ledger and journal' },
      { fa: 'نرم‌افزار حسابداری', en: 'Accounting software' },
    ],
  },
];

export const tax: ExampleSystem = {
  key: 'tax',
  number: 35,
  name: {
    fa: 'سامانه مؤدیان مالیاتی، معاملات فصلی، اظهارنامه عملکرد و ارزش افزوده',
    en: 'Taxpayers, seasonal transactions, annual and VAT returns',
  },
  shortName: { fa: 'سامانهٔ مؤدیان مالیاتی', en: 'Taxpayers system' },
  agency: { id: 'tax', name: { fa: 'سازمان امور مالیاتی', en: 'Tax Administration' } },
  port: 3001,
  form: {
    title: { fa: 'ثبت‌نام مالیات بر ارزش افزوده', en: 'Registration for value-added tax' },
    lede: {
      fa: 'با «یک‌بار» وارد شوید تا آنچه دولت می‌داند، در فرم نوشته شده باشد.',
      en: 'Sign in with Yekbar, and the form comes filled with what government knows already.',
    },
    submit: { fa: 'ثبت‌نام', en: 'Register' },
  },
  boxes,
  purpose: {
    key: 'vat-registration',
    name: { fa: 'ثبت‌نام مالیات بر ارزش افزوده', en: 'Registration for value-added tax' },
    text: {
      fa: 'برای پر کردن فرم ثبت‌نام مالیات بر ارزش افزوده و گشودن پروندهٔ مؤدی.',
      en: 'To fill the form of registration for value-added tax and open the taxpayer’s file.',
    },
    basis: 'consent',
    law: {
      title: { fa: 'قانون مالیات بر ارزش افزوده', en: 'Value-Added Tax Act' },
      body: { fa: 'مجلس شورای اسلامی', en: 'Islamic Consultative Assembly' },
      number: '',
      date: '2021-05-23',
      articles: '',
    },
    retention: {
      fa: '۵ سال پس از پایان هر سال مالیاتی',
      en: '5 years after the end of each tax year',
    },
    fields: fieldsOf(boxes),
    subjects: ['legal_entity', 'self'],
    level: 1,
    consentDays: 365,
  },
};
