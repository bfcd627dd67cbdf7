import type { Both } from '../../i18n/index.ts';
import type { Officer } from '../index.ts';
import { isoOfJalali } from '../jalali.ts';
import { entityDossier, personDossier } from './holdings.ts';
import { mixed, pick } from './mixing.ts';
import type { Activity, InventedEntity, InventedPerson, Permit, Place } from './model.ts';
import { ibanAt, legalIdAt, mobileAt, nationalIdAt, postalCodeAt } from './numbers.ts';
import { activities, cities, companyWords, families, givens } from './words.ts';

/** Numbers below belong to the demo's people and companies. */
export const FIRST_GENERATED = 1000;

const dayIn = (from: number, years: number, seed: number): string =>
  isoOfJalali({ year: from + (seed % years), month: 1 + (seed % 12), day: 1 + (seed % 29) }) ?? '2000-01-01';

/** Person number `n` of the invented country (1000 and above): always the same one, adult and alive. */
export function inventPerson(n: number): InventedPerson {
  const seed = mixed(n, 1);
  const birthDate = dayIn(1330, 50, seed >>> 4);
  return {
    ...personDossier(n, birthDate, (seed % givens.length) % 2 === 0 ? 'MARD' : 'ZAN'),
    key: String(n),
    id: nationalIdAt(n),
    given: pick(givens, seed),
    family: pick(families, seed >>> 8),
    birthDate,
    alive: true,
    mobile: mobileAt(n),
    insuranceNumber: String(10_000_000 + n),
    business: null,
  };
}

/**
 * Entity number `n` (1000 and above). Person `n` is its managing director; in every fifth one two signatures of
 * three bind it: those of persons n, n + 1 and n + 2.
 */
export function inventEntity(n: number): InventedEntity {
  const seed = mixed(n, 2);
  const [word, activity] = [pick(companyWords, seed), pick(activities, seed >>> 6)];
  const registeredOn = dayIn(1375, 25, seed >>> 3);
  const joint = n % 5 === 0;
  const seat = placeAt(n, seed, registeredOn);
  const name = nameOf(word, activity, n);
  const officers = officersOf(n, joint, registeredOn);
  const staff = seed % 140;
  const partners = partnersOf(officers);
  return {
    ...entityDossier({ n, name: name.fa, latinName: name.en, since: registeredOn, seat, partners, staff }),
    key: String(n),
    legalId: legalIdAt(n),
    name,
    form: joint ? 'SAHAMI_KHAS' : 'MASOULIAT_MAHDOUD',
    registrationNumber: String(10_000 + (n % 900_000)),
    registeredOn,
    office: `ادارهٔ ثبت شرکت‌های ${seat.city}`,
    status: 'active',
    statusSince: registeredOn,
    objects: activity.objects,
    fiscalYearEnd: '1229',
    capital: {
      registered: String((1 + (seed % 400)) * 100_000_000),
      paidUp: String((1 + (seed % 400)) * 35_000_000),
      shares: 1000,
    },
    officers,
    signatureText: joint
      ? 'اسناد تعهدآور با امضای دو نفر از سه عضو هیئت مدیره و مهر شرکت معتبر است.'
      : 'اسناد تعهدآور با امضای مدیرعامل و مهر شرکت معتبر است.',
    notices: [{ number: String(20_000 + (n % 10_000)), on: registeredOn, kind: 'TASIS' }],
    seat,
    permits: [permitAt(n, activity)],
    tradeCard: null,
    activities: [{ isic: activity.isic, title: activity.title, main: true } satisfies Activity],
    tax: {
      economicCode: legalIdAt(n),
      fileNumber: `33-${n}`,
      office: `ادارهٔ امور مالیاتی ${seat.city}`,
      activityCode: activity.isic,
      tracking: String(90_000_000 + (n % 9_000_000)),
      since: registeredOn,
      vat: seed % 3 === 0 ? null : { since: registeredOn, certificate: `VAT-${n}`, expires: '2030-03-20' },
      moadian: seed % 4 === 0 ? null : { since: '2023-12-22', memories: [memoryAt(n)] },
      finalDebt: seed % 17 === 0,
    },
    turnover: { year: '1404', amount: String((1 + (seed % 900)) * 1_000_000_000), assessed: false },
    workshops: [
      {
        code: String(9_990_000_000 + (n % 9_000_000)),
        branch: `شعبهٔ ${seat.city}`,
        postalCode: seat.postalCode,
      },
    ],
    staff,
    insuranceOverdue: seed % 19 === 0,
    accounts: [{ iban: ibanAt(n), bank: 'بانک نمونه', type: 'جاری', main: true }],
    returnedCheque: seed % 23 === 0,
  };
}

/** Numbers of the generated entities in which person `n` has an office. */
export function officesOf(n: number): number[] {
  const joint = [n - 1, n - 2].filter(entity => entity >= FIRST_GENERATED && entity % 5 === 0);
  return n >= FIRST_GENERATED ? [n, ...joint] : joint;
}

function officersOf(n: number, joint: boolean, since: string): Officer[] {
  const numbers = joint ? [n, n + 1, n + 2] : [n];
  return numbers.map((number, at) => {
    const { id, given, family } = inventPerson(number);
    return {
      id,
      name: { fa: `${given.fa} ${family.fa}`, en: `${given.en} ${family.en}` },
      role: at === 0 ? 'managing_director' : 'board_member',
      mode: joint ? 'joint' : 'sole',
      required: joint ? 2 : 1,
      since,
      until: null,
      ended: null,
      record: `${20_000 + (n % 10_000)}`,
    };
  });
}

/** Officers hold the shares in equal parts. */
export function partnersOf(officers: readonly Officer[]) {
  return officers.map(({ id, name }) => ({
    name: name.fa,
    id,
    percent: Math.round(10_000 / officers.length) / 100,
    shares: Math.floor(1000 / officers.length),
  }));
}

function nameOf(word: Both, activity: { readonly short: Both }, n: number): Both {
  return { fa: `شرکت ${activity.short.fa} ${word.fa} ${n}`, en: `${word.en} ${activity.short.en} ${n}` };
}

function placeAt(n: number, seed: number, since: string): Place {
  const city = pick(cities, seed >>> 10);
  return {
    id: `P${n}`,
    address: `${city.province}، ${city.city}، خیابان ${pick(families, seed).fa}، پلاک ${1 + (seed % 200)}`,
    province: city.province,
    provinceCode: city.code,
    county: city.city,
    city: city.city,
    postalCode: postalCodeAt(n),
    since,
  };
}

function permitAt(n: number, activity: { readonly isic: string }): Permit {
  return {
    uniqueId: String(999_000_000 + n),
    category: 'PRODUCTION',
    title: 'پروانهٔ بهره‌برداری',
    issuer: 'وزارت صنعت، معدن و تجارت',
    isic: activity.isic,
    stage: 'OPERATION',
    number: String(700_000 + (n % 99_999)),
    issued: '2022-05-01',
    expires: '2032-03-19',
    state: 'VALID',
  };
}

const memoryAt = (n: number): string => `A${n.toString(36).toUpperCase().padStart(5, '0').slice(-5)}`;
