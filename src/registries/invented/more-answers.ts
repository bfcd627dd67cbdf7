import { writeJalali } from '../jalali.ts';
import type { Answerer } from './answers.ts';
import type { Country } from './country.ts';
import type { Premises } from './dossier.ts';
import type { Place } from './model.ts';

/** The registers beside the first ones: what each says of whom it is asked about. */

const day = (iso: string | null | undefined): string | null => (iso ? writeJalali(iso) : null);
const oldLetters = (text: string): string => text.replace(/ی/g, 'ي').replace(/ک/g, 'ك');
const businessOf = (country: Country, id: string) => country.findPerson(id)?.business ?? undefined;

export const address = (place: Place): Record<string, unknown> => ({
  placeId: place.id,
  address: oldLetters(place.address),
  province: place.province,
  provinceCode: place.provinceCode,
  county: place.county,
  city: place.city,
  postcode: place.postalCode,
  since: day(place.since),
});

export const home: Answerer = (country, { shenase = '' }) => {
  const person = country.findPerson(shenase);
  return person && { shenase: person.id, eghamatgah: address(person.home) };
};

export const registeredSeat: Answerer = (country, { shenaseMelli = '' }) => {
  const entity = country.findEntity(shenaseMelli);
  if (!entity) return undefined;
  const { registeredSeat: seat, notices } = entity;
  return {
    shenaseMelli: entity.legalId,
    neshani: { ...address(seat), az: day(seat.since), agahi: notices[0]?.number ?? '1' },
  };
};

export const goods: Answerer = (country, { shenaseMelli = '' }) => {
  const entity = country.findEntity(shenaseMelli);
  if (!entity) return undefined;
  return {
    shenaseMelli: entity.legalId,
    kalaha: entity.goods.map(one => ({
      nam: oldLetters(one.name),
      shenase: one.id,
      irancode: one.irancode,
      tarefe: one.tariff,
    })),
    naghshha: entity.tradeRoles.map(one => ({ code: one.code, naghsh: one.role, faal: one.active })),
    anbarha: entity.warehouses.map(one => ({
      shenase: one.id,
      codePosti: one.postalCode,
      noe: one.kind,
      nesbat: one.holds,
      masahat: one.area,
    })),
  };
};

export const vehicles: Answerer = (country, { malek = '' }) => {
  const entity = country.findEntity(malek);
  return (
    entity && {
      malek: entity.legalId,
      radeha: entity.vehicles.map(one => ({ rade: one.class, tedad: one.count })),
    }
  );
};

export const degree: Answerer = (country, { codeMelli = '' }) => {
  const person = country.findPerson(codeMelli);
  if (!person?.degree) return undefined;
  const { level, field, institution, on, number } = person.degree;
  return {
    codeMelli: person.id,
    akharin: { maghta: level, reshte: field, daneshgah: institution, tarikh: day(on), shomare: number },
  };
};

const deed = (one: Premises): object => ({
  codePosti: one.postalCode,
  nahve: one.tenure,
  sanad: one.deed,
  rahgiriEjare: one.lease,
  ta: day(one.until),
});

export const deeds: Answerer = (country, { shenase = '' }) => {
  const entity = country.findEntity(shenase);
  const holder = entity ?? businessOf(country, shenase);
  return holder && { shenase: entity?.legalId ?? shenase, amlak: holder.premises.map(deed) };
};

export const healthPermits: Answerer = (country, { shenase = '' }) => {
  const entity = country.findEntity(shenase);
  if (entity)
    return {
      shenase: entity.legalId,
      parvaneha: entity.healthPermits.map(one => ({
        shomare: one.number,
        noe: one.kind,
        faravarde: one.product,
        masoulFanni: one.manager,
        sodoor: day(one.issued),
        etebar: day(one.expires),
      })),
    };
  const person = country.findPerson(shenase);
  return person && { shenase: person.id, nezamPezeshki: person.medicalCouncil };
};

export const finances: Answerer = (country, { shenaseMelli = '' }) => {
  const entity = country.findEntity(shenaseMelli);
  if (!entity) return undefined;
  const { customs, statements } = entity;
  return {
    shenaseMelli: entity.legalId,
    gomrok: customs && {
      sabt: true,
      mojaz: customs.authorised,
      taligh: customs.suspended,
      az: day(customs.since),
    },
    suratha: statements.map(one => ({
      sal: one.year,
      hesabresi: one.audited,
      hesabres: one.auditor,
      nazar: one.opinion,
      rahgiri: one.tracking,
    })),
  };
};

export const courts: Answerer = (country, { shenase = '' }) => {
  const entity = country.findEntity(shenase);
  if (entity) return { shenase: entity.legalId, sana: entity.sana, varshekastegi: entity.bankrupt };
  const person = country.findPerson(shenase);
  return person && { shenase: person.id, sana: person.sana, mahkumiat: person.convicted };
};

export const engineer: Answerer = (country, { codeMelli = '' }) => {
  const person = country.findPerson(codeMelli);
  if (!person?.engineer) return undefined;
  const { number, field, grade, expires } = person.engineer;
  return {
    codeMelli: person.id,
    parvane: { shomare: number, reshte: field, paye: grade, etebar: day(expires) },
  };
};

export const listing: Answerer = (country, { shenaseMelli = '' }) => {
  const entity = country.findEntity(shenaseMelli);
  if (!entity?.listing) return undefined;
  const { code, symbol, isin, market } = entity.listing;
  return { shenaseMelli: entity.legalId, sejam: { code, namad: symbol, isin, bazar: market } };
};
