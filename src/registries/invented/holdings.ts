import type { EntityDossier, PersonDossier } from './dossier.ts';
import { mixed, pick } from './mixing.ts';
import type { Place } from './model.ts';
import { postalCodeAt } from './numbers.ts';
import { cities, families, fields, givens } from './words.ts';

/** What the dossier of entity number `n` hangs on. */
export interface Basics {
  readonly n: number;
  readonly name: string;
  readonly latinName: string;
  readonly since: string;
  readonly seat: Place;
  readonly partners: EntityDossier['partners'];
  readonly staff: number;
}

const EXPIRES = '2031-03-20';

/** The dossier of entity number `n`: always the same one; every kind of paper is held by some and not by others. */
export function entityDossier(basics: Basics): EntityDossier {
  const drawn = draw(basics);
  return { ...standingOf(drawn), ...papersOf(drawn), ...tradeOf(drawn), ...duesOf(drawn) };
}

interface Drawn extends Basics {
  readonly seed: number;
  readonly elsewhere: Place;
  has(bit: number): boolean;
  some<T>(bit: number, of: () => T): T[];
}

function draw(basics: Basics): Drawn {
  const seed = mixed(basics.n, 3);
  const has = (bit: number) => ((seed >>> bit) & 1) === 1;
  return {
    ...basics,
    seed,
    elsewhere: placeAt(basics.n, 1, basics.since),
    has,
    some: (bit, of) => (has(bit) ? [of()] : []),
  };
}

/** What the register of companies keeps of it, and where it is. */
function standingOf({ n, name, latinName, since, seat, partners, seed, has, some, elsewhere }: Drawn) {
  return {
    formerNames: some(0, () => ({ name: `${name} (پیشین)`, since, until: '2020-03-19' })),
    articles: { on: since, document: `AS-${n}`, office: `ادارهٔ ثبت ${seat.city}` },
    partners,
    branches: some(1, () => ({
      name: `شعبهٔ ${elsewhere.city}`,
      number: String(70_000 + (n % 9_000)),
      manager: `${pick(givens, seed >>> 3).fa} ${pick(families, seed >>> 5).fa}`,
      place: elsewhere,
    })),
    trademarks: some(2, () => ({
      number: String(300_000 + (n % 90_000)),
      mark: latinName.split(' ')[0] ?? latinName,
      classes: [29, 35],
      since: '2019-06-01',
      expires: '2029-06-01',
    })),
    registeredSeat: has(4) || n % 7 !== 0 ? seat : elsewhere,
    sites: some(3, () => ({ kind: 'FACTORY' as const, place: elsewhere })),
    warehouses: some(4, () => ({
      id: `W-${n}`,
      postalCode: elsewhere.postalCode,
      kind: 'انبار سرپوشیده',
      holds: 'BAHREBARDAR' as const,
      area: 200 + (seed % 4_000),
    })),
    premises: [
      has(5)
        ? {
            postalCode: seat.postalCode,
            tenure: 'MALEK',
            deed: String(139_900_000_000_000 + n),
            lease: null,
            until: null,
          }
        : {
            postalCode: seat.postalCode,
            tenure: 'MOSTAJER',
            deed: null,
            lease: `LC-${n}`,
            until: '2027-09-22',
          },
    ],
    listing:
      seed % 11 === 0
        ? {
            code: String(9_990_000_000 + (n % 9_000_000)),
            symbol: 'نمونه',
            isin: `IRO9${String(n % 100_000_000).padStart(8, '0')}`,
            market: 'FARABOURSE',
          }
        : null,
    sana: has(20),
    bankrupt: seed % 97 === 0,
    latinName,
  } satisfies Partial<EntityDossier>;
}

/** Licences, marks and permits. */
function papersOf({ n, latinName, seat, seed, has, some }: Drawn) {
  return {
    enamads: some(6, () => ({
      code: `EN-${n}`,
      domain: `${latinName.split(' ')[0]?.toLowerCase()}-${n}.example`,
      stars: 1 + (seed % 5),
      expires: EXPIRES,
    })),
    qualifications: some(7, () => ({
      number: `Q-${n}`,
      field: 'ساختمان و ابنیه',
      grade: String(1 + (seed % 5)),
      issuer: 'سازمان برنامه و بودجه',
      expires: EXPIRES,
    })),
    standards: some(8, () => ({
      number: `ISIRI-${n}`,
      standard: '2393',
      product: 'فرآوردهٔ نمونه',
      brand: latinName,
      mandatory: has(9),
      issued: '2023-05-22',
      expires: EXPIRES,
    })),
    environment: some(10, () => ({
      number: `ENV-${n}`,
      kind: 'مجوز استقرار',
      postcode: seat.postalCode,
      issued: '2021-10-10',
      expires: EXPIRES,
    })),
    healthPermits: some(11, () => ({
      number: `FD-${n}`,
      kind: 'پروانهٔ ساخت',
      product: 'فرآوردهٔ نمونه',
      manager: `${pick(givens, seed >>> 7).fa} ${pick(families, seed >>> 2).fa}`,
      issued: '2023-01-01',
      expires: EXPIRES,
    })),
  } satisfies Partial<EntityDossier>;
}

/** Goods, trade and customs. */
function tradeOf({ n, since, seed, has, some }: Drawn) {
  return {
    goods: some(12, () => ({
      name: 'کالای نمونه',
      id: String(2_900_000_000_000 + n),
      irancode: String(1_000_000_000_000_000 + n),
      tariff: '20079990',
    })),
    tradeRoles: some(13, () => ({ code: String(9_900_000 + n), role: 'بازرگان', active: true })),
    customs: has(14) ? { authorised: has(15), suspended: false, since } : null,
    vehicles: some(19, () => ({ class: 'VANET' as const, count: 1 + (seed % 6) })),
  } satisfies Partial<EntityDossier>;
}

/** Tax, insurance and books. */
function duesOf({ n, staff, seed, has, some }: Drawn) {
  return {
    taxCertificates: some(16, () => ({
      article: 'M186' as const,
      number: `T-${n}`,
      issued: '2026-05-22',
      expires: '2027-05-22',
    })),
    returnsFiled: seed % 13 !== 0,
    payroll: { month: '140507', wages: String(staff * 250_000_000), premium: String(staff * 75_000_000) },
    insuranceCertificates: some(17, () => ({
      article: 'A38' as const,
      number: `I-${n}`,
      contract: `C-${n}`,
      issued: '2026-04-04',
      expires: '2027-04-04',
    })),
    statements: [
      {
        year: '1404',
        audited: has(18),
        auditor: has(18) ? 'مؤسسهٔ حسابرسی نمونه' : '',
        opinion: has(18) ? 'مقبول' : '',
        tracking: `J-${n}`,
      },
    ],
    fxOverdue: seed % 29 === 0,
  } satisfies Partial<EntityDossier>;
}

/** The dossier of person number `n`. */
export function personDossier(n: number, birthDate: string, sex: PersonDossier['sex']): PersonDossier {
  const seed = mixed(n, 4);
  const level = pick(['DIPLOM', 'KARDANI', 'KARSHENASI', 'ARSHAD', 'DOKTORA'] as const, seed);
  const city = pick(cities, seed >>> 6);
  const graduated = `${Number(birthDate.slice(0, 4)) + 24}-07-01`;
  return {
    fatherName: pick(fathers, seed >>> 2),
    birthPlace: city.city,
    sex,
    nationality: 'IRN',
    certificate: {
      number: String(1_000 + (seed % 9_000)),
      serial: String(100_000 + (n % 899_999)),
      issuedAt: city.city,
    },
    home: placeAt(n, 2, '2018-03-21'),
    degree:
      seed % 5 === 0
        ? null
        : {
            level,
            field: pick(fields, seed >>> 9),
            institution: `دانشگاه ${city.city}`,
            on: graduated,
            number: `D-${n}`,
          },
    medicalCouncil: seed % 31 === 0 ? String(100_000 + (n % 99_999)) : null,
    engineer:
      seed % 19 === 0
        ? { number: `10-0-${n}`, field: 'عمران', grade: String(1 + (seed % 3)), expires: EXPIRES }
        : null,
    sana: seed % 3 !== 0,
    convicted: seed % 211 === 0,
  };
}

const fathers = ['حسن', 'رضا', 'عباس', 'ابراهیم', 'محمود', 'کریم', 'یوسف'];

/** Another place of person or entity `n` than its first. */
export function placeAt(n: number, which: number, since: string): Place {
  const seed = mixed(n, 10 + which);
  const city = pick(cities, seed >>> 10);
  return {
    id: `P${n}-${which}`,
    address: `${city.province}، ${city.city}، خیابان ${pick(families, seed).fa}، پلاک ${1 + (seed % 200)}`,
    province: city.province,
    provinceCode: city.code,
    county: city.city,
    city: city.city,
    postalCode: postalCodeAt(n + 77 * which),
    since,
  };
}
