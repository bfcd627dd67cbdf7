import type { Both } from '../../i18n/index.ts';
import { type LegalId, parseLegalId, parsePostalCode } from '../../identifiers.ts';
import type { Officer } from '../index.ts';
import { arvandsDossier } from './arvand.ts';
import { partnersOf } from './generator.ts';
import { entityDossier } from './holdings.ts';
import type { InventedEntity, InventedPerson } from './model.ts';
import { ibanAt, jalali, postalCodeAt } from './numbers.ts';
import { personas } from './personas.ts';

interface Named {
  readonly legalId: LegalId;
  readonly name: Both;
}

function named(key: string): Named {
  const persona = personas.entities.find(entity => entity.key === key);
  if (!persona) throw new Error(`no company ${key}`);
  return { legalId: parseLegalId(persona.legal_id), name: { fa: persona.fa, en: persona.en } };
}

/** What every company has, however small; the five below say how they differ. */
function plain(key: string, n: number, registeredOn: string): InventedEntity {
  const { legalId, name } = named(key);
  const seat = {
    id: `P-${key.toUpperCase()}`,
    address: `تهران، تهران، خیابان نمونه، پلاک ${n}`,
    province: 'تهران',
    provinceCode: '23',
    county: 'تهران',
    city: 'تهران',
    postalCode: postalCodeAt(n),
    since: registeredOn,
  };
  const basics = { n, name: name.fa, latinName: name.en, since: registeredOn, seat, partners: [], staff: 0 };
  return {
    ...entityDossier(basics),
    returnsFiled: true,
    bankrupt: false,
    fxOverdue: false,
    customs: null,
    key,
    legalId,
    name,
    form: 'MASOULIAT_MAHDOUD',
    registrationNumber: String(40_000 + n),
    registeredOn,
    office: 'مرجع ثبت شرکت‌های تهران',
    status: 'active',
    statusSince: registeredOn,
    objects: 'خرید، فروش، واردات و صادرات کالاهای مجاز',
    fiscalYearEnd: '1229',
    capital: { registered: '10000000000', paidUp: '3500000000', shares: 1000 },
    officers: [],
    signatureText: 'اسناد تعهدآور با امضای مدیرعامل و مهر شرکت معتبر است.',
    notices: [{ number: `13${n}/1`, on: registeredOn, kind: 'TASIS' }],
    seat,
    permits: [],
    tradeCard: null,
    activities: [{ isic: '4690', title: 'عمده‌فروشی غیرتخصصی', main: true }],
    tax: {
      economicCode: legalId,
      fileNumber: `33-9900${n}`,
      office: 'ادارهٔ کل امور مالیاتی مؤدیان بزرگ تهران',
      activityCode: '4690',
      tracking: `9900${String(n).padStart(4, '0')}`,
      since: registeredOn,
      vat: null,
      moadian: null,
      finalDebt: false,
    },
    turnover: null,
    workshops: [],
    staff: 0,
    insuranceOverdue: false,
    accounts: [{ iban: ibanAt(n), bank: 'بانک نمونه', type: 'جاری', main: true }],
    returnedCheque: false,
  };
}

/**
 * The demo's companies.
 * @param thisYear the Jalali year of the start: terms that run today run in every year
 */
export function demoCompanies(people: readonly InventedPerson[], thisYear: number): InventedEntity[] {
  const officer = officerOf(people);
  return [
    arvand(officer, thisYear),
    pars(officer, thisYear),
    kavir(officer),
    khazar(officer, thisYear),
    zagros(officer),
  ].map(held);
}

/** Officers hold the shares, wages follow from the staff, and the register knows the seat that Post knows. */
function held(entity: InventedEntity): InventedEntity {
  const { officers, staff, seat } = entity;
  return {
    ...entity,
    partners: partnersOf(officers),
    payroll: { month: '140507', wages: String(staff * 250_000_000), premium: String(staff * 75_000_000) },
    registeredSeat: seat,
  };
}

type OfficerMaker = (
  key: string,
  office: Omit<Officer, 'id' | 'name' | 'required'>,
  required?: number,
) => Officer;

function officerOf(people: readonly InventedPerson[]): OfficerMaker {
  return (key, office, required = 1) => {
    const person = people.find(candidate => candidate.key === key);
    if (!person) throw new Error(`no person ${key}`);
    const { id, given, family } = person;
    return {
      ...office,
      id,
      name: { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` },
      required,
    };
  };
}

function arvand(officer: OfficerMaker, thisYear: number): InventedEntity {
  const since = jalali(1392, 7, 14);
  const base = plain('arvand', 10, since);
  const postalCode = parsePostalCode('9991834567');
  const seat = {
    ...base.seat,
    address: 'خراسان رضوی، مشهد، شهرک صنعتی توس، فاز ۲، خیابان صنعت ۸، پلاک ۱۴',
    province: 'خراسان رضوی',
    provinceCode: '09',
    county: 'مشهد',
    city: 'مشهد',
    postalCode,
  };
  return {
    ...base,
    ...arvandsDossier(seat, jalali(thisYear + 1, 12, 29)),
    form: 'SAHAMI_KHAS',
    registrationNumber: '58214',
    office: 'ادارهٔ ثبت شرکت‌های مشهد',
    objects: 'تولید، بسته‌بندی و پخش فرآورده‌های غذایی',
    capital: { registered: '45000000000', paidUp: '45000000000', shares: 45_000 },
    officers: [
      officer('sara', {
        role: 'managing_director',
        mode: 'sole',
        since: jalali(1403, 3, 18),
        until: jalali(thisYear + 2, 3, 18),
        ended: null,
        record: '22817/4',
      }),
    ],
    notices: [
      { number: '19903/1', on: since, kind: 'TASIS' },
      { number: '21660/2', on: jalali(1399, 5, 4), kind: 'TAGHIRAT' },
      { number: '22817/4', on: jalali(1403, 3, 18), kind: 'ENTESAB' },
    ],
    seat,
    permits: [
      {
        uniqueId: '999773104',
        category: 'PRODUCTION',
        title: 'پروانهٔ بهره‌برداری',
        issuer: 'وزارت صنعت، معدن و تجارت',
        isic: '1030',
        stage: 'OPERATION',
        number: '773104',
        issued: jalali(1394, 2, 7),
        expires: jalali(thisYear + 1, 12, 29),
        state: 'VALID',
      },
    ],
    tradeCard: {
      number: '9990000108',
      chamber: 'اتاق بازرگانی مشهد',
      issued: jalali(1404, 9, 2),
      expires: jalali(thisYear + 2, 9, 2),
      suspended: false,
    },
    activities: [
      { isic: '1030', title: 'فرآوری و نگهداری میوه و سبزی', main: true },
      { isic: '4630', title: 'عمده‌فروشی خوراک و نوشیدنی', main: false },
    ],
    tax: {
      ...base.tax,
      fileNumber: '09-582140',
      office: 'ادارهٔ کل امور مالیاتی خراسان رضوی',
      activityCode: '1030',
      moadian: { since: jalali(1402, 10, 1), memories: ['A1ARV0'] },
    },
    turnover: { year: '1404', amount: '612000000000', assessed: false },
    workshops: [{ code: '9990582140', branch: 'شعبهٔ سه مشهد', postalCode }],
    staff: 38,
    accounts: [{ iban: ibanAt(9_990_000_000_000_010), bank: 'بانک نمونه', type: 'جاری', main: true }],
  };
}

/** Any two signatures of three bind it. */
function pars(officer: OfficerMaker, thisYear: number): InventedEntity {
  const base = plain('pars', 24, jalali(1384, 11, 9));
  const office = {
    mode: 'joint',
    since: jalali(1404, 4, 15),
    until: jalali(thisYear + 1, 4, 15),
    ended: null,
    record: '23104/7',
  } as const;
  return {
    ...base,
    form: 'SAHAMI_KHAS',
    listing: { code: '9990000240', symbol: 'پارس', isin: 'IRO9PARS0001', market: 'ISSUER' },
    objects: 'طراحی و ساخت ماشین‌ابزار و قطعات صنعتی',
    capital: { registered: '120000000000', paidUp: '120000000000', shares: 120_000 },
    officers: [
      officer('omid', { role: 'chair', ...office }, 2),
      officer('laleh', { role: 'managing_director', ...office }, 2),
      officer('sara', { role: 'board_member', ...office }, 2),
    ],
    signatureText: 'اسناد تعهدآور با امضای دو نفر از سه عضو هیئت مدیره و مهر شرکت معتبر است.',
    activities: [{ isic: '2822', title: 'تولید ماشین‌ابزار', main: true }],
    workshops: [{ code: '9990400240', branch: 'شعبهٔ ده تهران', postalCode: base.seat.postalCode }],
    staff: 164,
  };
}

function kavir(officer: OfficerMaker): InventedEntity {
  const dissolvedOn = jalali(1405, 2, 12);
  const base = plain('kavir', 39, jalali(1379, 3, 1));
  return {
    ...base,
    status: 'dissolved',
    statusSince: dissolvedOn,
    successor: { legalId: named('pars').legalId, reason: 'EDGHAM', since: dissolvedOn },
    objects: 'تولید و فروش کاشی و سرامیک',
    officers: [
      officer('reza', {
        role: 'managing_director',
        mode: 'sole',
        since: jalali(1401, 2, 12),
        until: jalali(1405, 2, 12),
        ended: { on: dissolvedOn, reason: 'dissolved' },
        record: '21950/3',
      }),
    ],
    notices: [...base.notices, { number: '23990/1', on: dissolvedOn, kind: 'ENHELAL' }],
    activities: [{ isic: '2392', title: 'تولید مصالح سفالی', main: true }],
  };
}

/** Its director is a foreign national: a foreign-national code, no national ID. */
function khazar(officer: OfficerMaker, thisYear: number): InventedEntity {
  const base = plain('khazar', 43, jalali(1401, 8, 21));
  return {
    ...base,
    officers: [
      officer('amir', {
        role: 'managing_director',
        mode: 'sole',
        since: jalali(1401, 8, 21),
        until: jalali(thisYear + 1, 8, 21),
        ended: null,
        record: '22210/9',
      }),
    ],
    staff: 7,
    workshops: [{ code: '9990400430', branch: 'شعبهٔ دو تهران', postalCode: base.seat.postalCode }],
  };
}

/** Under liquidation: the liquidator alone binds it, to wind it up. */
function zagros(officer: OfficerMaker): InventedEntity {
  const since = jalali(1404, 8, 1);
  const base = plain('zagros', 58, jalali(1388, 12, 17));
  return {
    ...base,
    form: 'TAAVONI',
    status: 'under_liquidation',
    statusSince: since,
    objects: 'کشت، داشت، برداشت و فروش فرآورده‌های کشاورزی',
    officers: [
      officer('laleh', {
        role: 'liquidator',
        mode: 'sole',
        since,
        until: null,
        ended: null,
        record: '23511/2',
      }),
    ],
    signatureText: 'همهٔ اسناد با امضای مدیر تصفیه معتبر است.',
    notices: [...base.notices, { number: '23511/2', on: since, kind: 'TASFIYE' }],
    activities: [{ isic: '0111', title: 'کشت غلات', main: true }],
  };
}
