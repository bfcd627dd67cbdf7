import { type Mobile, parseMobile, parsePersonId } from '../../identifiers.ts';
import type { PersonDossier } from './dossier.ts';
import { personDossier } from './holdings.ts';
import type { InventedBusiness, InventedPerson } from './model.ts';
import { ibanAt, jalali, postalCodeAt } from './numbers.ts';
import { personas } from './personas.ts';

type Rest = Pick<InventedPerson, 'birthDate' | 'alive' | 'mobile' | 'insuranceNumber' | 'business'>;

const women = new Set(['sara', 'laleh', 'maryam', 'parisa', 'shirin', 'golnaz']);

/** Last five digits of the national ID make the number: nobody can have 0999000…. */
const mobile = (id: string): Mobile => parseMobile(`0999${id.slice(-7)}`);

/**
 * The demo's people.
 * @param thisYear the Jalali year of the start: Parisa is seventeen in every year
 */
export function demoPeople(thisYear: number): InventedPerson[] {
  const births: Readonly<Record<string, string>> = {
    sara: jalali(1361, 4, 12),
    omid: jalali(1355, 11, 3),
    laleh: jalali(1358, 2, 27),
    navid: jalali(1364, 8, 19),
    maryam: jalali(1367, 6, 5),
    reza: jalali(1349, 9, 30),
    parisa: jalali(thisYear - 17, 1, 1),
    behrouz: jalali(1320, 10, 14),
    kaveh: jalali(1362, 12, 8),
    shirin: jalali(1366, 3, 22),
    farhad: jalali(1360, 7, 11),
    golnaz: jalali(1372, 5, 17),
    amir: jalali(1357, 1, 25),
  };
  return personas.people.map((persona, at) => {
    const written = persona.national_id ?? persona.foreign_id ?? '';
    const rest: Rest = {
      birthDate: births[persona.key] ?? jalali(1360, 1, 1),
      alive: persona.key !== 'behrouz',
      mobile: mobile(written),
      insuranceNumber: persona.key === 'parisa' ? null : String(99_000_001 + at),
      business: persona.key === 'maryam' ? maryamsBusiness(thisYear) : null,
    };
    const [given = '', ...family] = persona.fa.split(' ');
    const [givenEn = '', ...familyEn] = persona.en.split(' ');
    return {
      ...dossierOf(persona.key, 100 + at, rest.birthDate),
      key: persona.key,
      id: parsePersonId(written),
      given: { fa: given, en: givenEn },
      family: { fa: family.join(' '), en: familyEn.join(' ') },
      ...rest,
    };
  });
}

/** Sara and Maryam have every paper that a demo can show; Amir is a national of another country. */
function dossierOf(key: string, n: number, birthDate: string): PersonDossier {
  const plain = personDossier(n, birthDate, women.has(key) ? 'ZAN' : 'MARD');
  const clear = { ...plain, convicted: false };
  if (key === 'amir') return { ...clear, nationality: 'IRQ' };
  const engineer = { number: `10-0-${n}`, field: 'مکانیک', grade: '1', expires: '2030-03-20' };
  if (key === 'omid') return { ...clear, engineer };
  if (key !== 'sara') return clear;
  return {
    ...clear,
    fatherName: 'ابراهیم',
    birthPlace: 'مشهد',
    certificate: { number: '1842', serial: '482917', issuedAt: 'مشهد' },
    sana: true,
    degree: {
      level: 'KARSHENASI',
      field: 'صنایع غذایی',
      institution: 'دانشگاه فردوسی مشهد',
      on: jalali(1384, 6, 31),
      number: 'D-1384-118',
    },
    medicalCouncil: '99182',
    engineer: { number: '10-0-99182', field: 'صنایع غذایی', grade: '2', expires: '2030-03-20' },
  };
}

/** A licensed home business: no entity, everything hangs on her national ID. */
function maryamsBusiness(thisYear: number): InventedBusiness {
  const since = jalali(1400, 2, 20);
  return {
    kind: 'HOME',
    state: 'OPEN',
    fileNumber: '99-410277',
    since,
    place: {
      id: 'P-MARYAM',
      address: 'فارس، شیراز، خیابان حافظ، کوچهٔ ۴، پلاک ۱۲، واحد ۲',
      province: 'فارس',
      provinceCode: '07',
      county: 'شیراز',
      city: 'شیراز',
      postalCode: postalCodeAt(410),
      since,
    },
    permits: [
      {
        uniqueId: '999410277',
        category: 'HOME',
        title: 'مجوز کسب‌وکار خانگی: دوخت پوشاک',
        issuer: 'وزارت تعاون، کار و رفاه اجتماعی',
        isic: '1410',
        stage: null,
        number: null,
        issued: since,
        expires: jalali(thisYear + 2, 2, 20),
        state: 'VALID',
      },
    ],
    activities: [{ isic: '1410', title: 'تولید پوشاک', main: true }],
    tax: {
      economicCode: '99900000504102',
      fileNumber: '41-410277',
      office: 'ادارهٔ امور مالیاتی شیراز',
      activityCode: '1410',
      tracking: '90410277',
      since,
      vat: null,
      moadian: { since: jalali(1402, 10, 1), memories: ['A1M4R7'] },
      finalDebt: false,
    },
    workshops: [{ code: '9990410277', branch: 'شعبهٔ یک شیراز', postalCode: postalCodeAt(410) }],
    staff: 2,
    sign: 'شیرینی خانگی مریم',
    guild: {
      id: '9990410277',
      union: 'اتحادیهٔ پوشاک شیراز',
      guild: 'دوزندگی خانگی',
      isic: '1410',
      issued: since,
      expires: jalali(thisYear + 2, 2, 20),
    },
    tradeCard: {
      number: '9990000410',
      chamber: 'اتاق بازرگانی شیراز',
      issued: jalali(1403, 5, 1),
      expires: jalali(thisYear + 1, 5, 1),
      suspended: false,
    },
    premises: [
      {
        postalCode: postalCodeAt(410),
        tenure: 'MALEK',
        deed: '139985311010000410',
        lease: null,
        until: null,
      },
    ],
    enamads: [
      { code: 'EN-410277', domain: 'maryam.example', stars: 2, expires: jalali(thisYear + 1, 2, 20) },
    ],
    overdue: false,
    accounts: [{ iban: ibanAt(50), bank: 'بانک نمونه', type: 'جاری', main: true }],
  };
}
