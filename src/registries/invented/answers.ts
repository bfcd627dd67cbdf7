import { comparable, persianDigits } from '../../text.ts';
import type { Officer } from '../index.ts';
import { writeJalali } from '../jalali.ts';
import type { Country } from './country.ts';
import type { Activity, InventedEntity, Permit, Place, TaxFacts, Workshop } from './model.ts';

/** What was asked, as it came in: every value is text or missing. */
export type Question = Readonly<Record<string, string | undefined>>;

/** undefined: the registry has no such record. */
export type Answerer = (country: Country, question: Question) => object | undefined;

/** Old registers write ye and kaf with Arabic letters, and digits as they come. */
const oldLetters = (text: string): string => text.replace(/ی/g, 'ي').replace(/ک/g, 'ك');
const day = (iso: string | null | undefined): string | null => (iso ? writeJalali(iso) : null);
const reversed = <K extends string>(words: Readonly<Record<string, K>>) =>
  Object.fromEntries(Object.entries(words).map(([code, word]) => [word, code])) as Record<K, string>;

const roles = reversed({
  MODIR_AMEL: 'managing_director',
  RAIS_HEYAT_MODIRE: 'chair',
  OZV_HEYAT_MODIRE: 'board_member',
  MODIR_TASFIYE: 'liquidator',
});
const modes = reversed({ MONFARED: 'sole', MOSHTAREK: 'joint', NADARAD: 'none' });
const endings = reversed({ PAYAN_DORE: 'term_ended', ENHELAL: 'dissolved', AZL: 'removed' });
const statuses = reversed({
  FAAL: 'active',
  DAR_HAL_TASFIYE: 'under_liquidation',
  MONHAL: 'dissolved',
  TALIGH: 'suspended',
});

export const civil: Answerer = (country, { shenase = '', nam, namKhanevadegi, tarikhTavallod }) => {
  const person = country.findPerson(shenase);
  if (!person) return undefined;
  const same = (given: string | undefined, held: string) =>
    given === undefined || comparable(given).replaceAll(' ', '') === comparable(held).replaceAll(' ', '');
  const matched =
    same(nam, person.given.fa) &&
    same(namKhanevadegi, person.family.fa) &&
    (tarikhTavallod === undefined || tarikhTavallod === writeJalali(person.birthDate));
  return {
    shenase: person.id,
    natije: matched ? 'MOTABEGH' : 'NAMOTABEGH',
    fot: !person.alive,
    peygiri: `SA-${person.key.toUpperCase()}`,
  };
};

export const shahkar: Answerer = (country, { serviceNumber = '', identificationNo = '' }) => {
  const person = country.findPerson(identificationNo);
  const own = person && `0${person.mobile.slice(3)}` === serviceNumber;
  return {
    identificationNo: person?.id ?? identificationNo,
    serviceNumber,
    response: own ? 200 : 600,
    requestId: `SH-${person?.key.toUpperCase() ?? '0'}`,
  };
};

export const company: Answerer = (country, { shenaseMelli = '' }) => {
  const entity = country.findEntity(shenaseMelli);
  if (!entity) return undefined;
  return {
    shenaseMelli: entity.legalId,
    nam: oldLetters(entity.name.fa),
    namLatin: entity.name.en,
    noe: entity.form,
    shomareSabt: entity.registrationNumber,
    tarikhSabt: persianDigits(writeJalali(entity.registeredOn)),
    edareSabt: entity.office,
    vaziyat: statuses[entity.status],
    tarikhVaziyat: day(entity.statusSince),
    mozoo: oldLetters(entity.objects),
    payanSalMali: entity.fiscalYearEnd,
    sarmaye: {
      sabtShode: entity.capital.registered,
      pardakhtShode: entity.capital.paidUp,
      tedadSaham: entity.capital.shares,
      az: day(entity.registeredOn),
    },
    modiran: entity.officers.map(officer),
    sharhEmza: entity.signatureText,
    agahiha: entity.notices.map(({ number, on, kind }) => ({ shomare: number, tarikh: day(on), noe: kind })),
  };
};

function officer(one: Officer): object {
  return {
    shenaseShakhs: one.id,
    nam: oldLetters(one.name.fa),
    namLatin: one.name.en,
    semat: roles[one.role],
    emza: modes[one.mode],
    tedadEmza: one.required,
    tarkibEmza: one.combinations ?? null,
    az: day(one.since),
    ta: day(one.until),
    tarikhPayan: day(one.ended?.on),
    ellatPayan: one.ended ? endings[one.ended.reason] : null,
    shomareAgahi: one.record,
  };
}

export const offices: Answerer = (country, { shenaseShakhs = '' }) => ({
  shenaseShakhs: country.findPerson(shenaseShakhs)?.id ?? shenaseShakhs,
  sematha: country
    .officesOf(shenaseShakhs)
    .flatMap(entity =>
      entity.officers
        .filter(one => one.id === shenaseShakhs)
        .map(one => ({ ...officer(one), shenaseMelli: entity.legalId, nam: oldLetters(entity.name.fa) })),
    ),
});

export const places: Answerer = (country, { holder = '' }) => {
  const entity = country.findEntity(holder);
  const business = country.findPerson(holder)?.business;
  const place = entity?.seat ?? business?.place;
  return { holder: entity?.legalId ?? holder, places: place ? [placeRow(place, entity)] : [] };
};

function placeRow(place: Place, entity: InventedEntity | undefined): object {
  return {
    use: entity ? 'SEAT' : 'BUSINESS',
    placeId: place.id,
    address: oldLetters(place.address),
    province: place.province,
    county: place.county,
    city: place.city,
    postcode: place.postalCode,
    since: day(place.since),
  };
}

export const permits: Answerer = (country, { owner = '' }) => {
  const entity = country.findEntity(owner);
  const business = country.findPerson(owner)?.business;
  const holder = entity ?? business;
  const card = entity?.tradeCard;
  return {
    owner: entity?.legalId ?? owner,
    permits: (holder?.permits ?? []).map(permitRow),
    activities: (holder?.activities ?? []).map(({ isic, title, main }: Activity) => ({ isic, title, main })),
    tradeCard: card ? { ...card, issued: day(card.issued), expires: day(card.expires) } : null,
    business: business
      ? {
          kind: business.kind,
          state: business.state,
          fileNumber: business.fileNumber,
          since: day(business.since),
        }
      : null,
  };
};

const permitRow = (permit: Permit): object => ({
  ...permit,
  title: oldLetters(permit.title),
  issued: day(permit.issued),
  expires: day(permit.expires),
});

export const taxpayer: Answerer = (country, { shenase = '' }) => {
  const entity = country.findEntity(shenase);
  const holder = entity ?? country.findPerson(shenase)?.business;
  if (!holder) return undefined;
  const tax: TaxFacts = holder.tax;
  const turnover = entity?.turnover;
  return {
    shenase: entity?.legalId ?? shenase,
    codeEghtesadi: tax.economicCode,
    parvande: {
      shomare: tax.fileNumber,
      edare: tax.office,
      codeFaaliat: tax.activityCode,
      rahgiri: tax.tracking,
      az: day(tax.since),
    },
    arzeshAfzoode: {
      sabtShode: tax.vat !== null,
      az: day(tax.vat?.since),
      govahi: tax.vat?.certificate ?? null,
      etebar: day(tax.vat?.expires),
    },
    moadian: {
      ozv: tax.moadian !== null,
      az: day(tax.moadian?.since),
      hafeze: (tax.moadian?.memories ?? []).map(memory => ({ shenase: memory })),
    },
    bedehiGhati: tax.finalDebt,
    foroosh: turnover ? { sal: turnover.year, mablagh: turnover.amount, ghati: turnover.assessed } : null,
  };
};

export const employer: Answerer = (country, { id = '' }) => {
  const entity = country.findEntity(id);
  const person = country.findPerson(id);
  const holder = entity ?? person?.business;
  if (!entity && !person) return undefined;
  return {
    id: entity?.legalId ?? person?.id,
    insuranceNumber: person?.insuranceNumber ?? null,
    workshops: (holder?.workshops ?? []).map(({ code, branch, postalCode }: Workshop) => ({
      code,
      branch,
      postcode: postalCode,
    })),
    insured: holder?.staff ?? null,
    overdue: entity?.insuranceOverdue ?? false,
  };
};

export const accounts: Answerer = (country, { customer = '' }) => {
  const entity = country.findEntity(customer);
  const holder = entity ?? country.findPerson(customer)?.business;
  if (!holder) return undefined;
  return {
    customer: entity?.legalId ?? customer,
    accounts: holder.accounts.map(account => ({
      ...account,
      iban: account.iban.replace(/(.{4})/g, '$1 ').trim(),
    })),
    returnedCheque: entity?.returnedCheque ?? false,
  };
};
