import { comparable, persianDigits } from '../../text.ts';
import type { Officer } from '../index.ts';
import { writeJalali } from '../jalali.ts';
import type { Country } from './country.ts';
import type { Activity, Permit, TaxFacts, Workshop } from './model.ts';
import { address } from './more-answers.ts';

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

export const civil: Answerer = (country, question) => {
  const { shenase = '', nam, namKhanevadegi, tarikhTavallod } = question;
  const person = country.findPerson(shenase);
  if (!person) return undefined;
  const same = (given: string | undefined, held: string) =>
    given === undefined || comparable(given).replaceAll(' ', '') === comparable(held).replaceAll(' ', '');
  const matched =
    same(nam, person.given.fa) &&
    same(namKhanevadegi, person.family.fa) &&
    (tarikhTavallod === undefined || tarikhTavallod === writeJalali(person.birthDate)) &&
    same(question.namPedar, person.fatherName) &&
    same(question.mahalTavallod, person.birthPlace) &&
    same(question.jens, person.sex) &&
    same(question.tabeiat, person.nationality) &&
    same(question.shenasname, person.certificate.number) &&
    same(question.serial, person.certificate.serial) &&
    same(question.mahalSodoor, person.certificate.issuedAt);
  return {
    shenase: person.id,
    natije: matched ? 'MOTABEGH' : 'NAMOTABEGH',
    fot: !person.alive,
    peygiri: `SA-${person.key.toUpperCase()}`,
    ...(person.successor
      ? { jaygozin: { shenase: person.successor.id, ellat: person.successor.reason } }
      : {}),
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
    jaygozin: entity.successor
      ? {
          shenaseMelli: entity.successor.legalId,
          ellat: entity.successor.reason,
          az: day(entity.successor.since),
        }
      : null,
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
    namhayePishin: entity.formerNames.map(one => ({
      nam: oldLetters(one.name),
      az: day(one.since),
      ta: day(one.until),
    })),
    asasname: {
      tarikh: day(entity.articles.on),
      sanad: entity.articles.document,
      edare: entity.articles.office,
    },
    shoraka: entity.partners.map(one => ({
      nam: oldLetters(one.name),
      shenase: one.id,
      darsad: one.percent,
      saham: one.shares,
    })),
    shobeha: entity.branches.map(one => ({
      nam: one.name,
      shomareSabt: one.number,
      modir: one.manager,
      neshani: address(one.place),
    })),
    alamatha: entity.trademarks.map(one => ({
      shomare: one.number,
      alamat: one.mark,
      tabaghe: one.classes,
      sabt: day(one.since),
      etebar: day(one.expires),
    })),
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
  const sites = (entity?.sites ?? []).map(site => ({
    ...address(site.place),
    use: 'SITE',
    kind: site.kind,
  }));
  const main = place ? [{ ...address(place), use: entity ? 'SEAT' : 'BUSINESS' }] : [];
  return { holder: entity?.legalId ?? holder, places: [...main, ...sites] };
};

export const permits: Answerer = (country, { owner = '' }) => {
  const entity = country.findEntity(owner);
  const business = country.findPerson(owner)?.business;
  const holder = entity ?? business;
  const card = holder?.tradeCard;
  return {
    owner: entity?.legalId ?? owner,
    permits: (holder?.permits ?? []).map(permitRow),
    activities: (holder?.activities ?? []).map(({ isic, title, main }: Activity) => ({ isic, title, main })),
    tradeCard: card
      ? {
          ...card,
          issued: day(card.issued),
          expires: day(card.expires),
          latinName: entity?.latinName ?? null,
        }
      : null,
    guild: business?.guild ? dated({ guildId: business.guild.id, ...business.guild }) : null,
    enamads: (holder?.enamads ?? []).map(dated),
    qualifications: (entity?.qualifications ?? []).map(dated),
    standards: (entity?.standards ?? []).map(dated),
    environment: (entity?.environment ?? []).map(dated),
    business: business
      ? {
          kind: business.kind,
          state: business.state,
          fileNumber: business.fileNumber,
          since: day(business.since),
          sign: oldLetters(business.sign),
        }
      : null,
  };
};

/** A paper with its days as the register writes them. */
const dated = <T extends { readonly issued?: string; readonly expires: string }>(paper: T): object => ({
  ...paper,
  issued: day(paper.issued),
  expires: day(paper.expires),
});

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
    govahiha: (entity?.taxCertificates ?? []).map(one => ({
      made: one.article,
      shomare: one.number,
      sodoor: day(one.issued),
      etebar: day(one.expires),
    })),
    ezharnameKamel: entity?.returnsFiled ?? null,
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
    overdue: entity?.insuranceOverdue ?? person?.business?.overdue ?? false,
    lastList: entity && entity.workshops.length > 0 ? { ...entity.payroll, staff: entity.staff } : null,
    clearances: (entity?.insuranceCertificates ?? []).map(dated),
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
    fxOverdue: entity?.fxOverdue ?? false,
  };
};
