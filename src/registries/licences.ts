import type { Line } from './ask.ts';
import type { FieldFact, FieldPort, Json } from './index.ts';
import { certificateFacts, enamads } from './licences-certificates.ts';
import {
  absent,
  allOf,
  coded,
  day,
  dayIf,
  digits,
  fact,
  flag,
  known,
  notApplicable,
  type Row,
  records,
  row,
  rows,
  text,
  textFact,
  textIf,
} from './reading.ts';
import { subjectPort } from './subject-port.ts';

const states = { VALID: 'valid', EXPIRED: 'expired', SUSPENDED: 'suspended', REVOKED: 'revoked' } as const;

const categories = {
  PRODUCTION: 'production',
  TRADE: 'trade',
  GUILD: 'guild',
  HOME: 'home_business',
  PROFESSIONAL: 'professional',
  FOOD: 'food_health',
  CONSTRUCTION: 'construction',
  TRANSPORT: 'transport',
  AGRICULTURE: 'agriculture',
  MINING: 'mining',
  TOURISM: 'tourism',
  EDUCATION: 'education',
  IT: 'information_technology',
  FINANCE: 'finance',
  OTHER: 'other',
} as const;

const industrial = {
  INITIAL: 'initial_approval',
  ESTABLISHMENT: 'establishment_permit',
  OPERATION: 'operation_licence',
  EXPANSION: 'expansion',
} as const;

const businessKinds = {
  GUILD: 'guild_unit',
  HOME: 'home_business',
  ONLINE: 'online',
  PROFESSIONAL: 'professional',
} as const;

const businessStates = {
  OPEN: 'active',
  SUSPENDED: 'suspended',
  CLOSED: 'closed',
  PLANNED: 'not_started',
} as const;

const ofEntity = [
  'licences',
  'industrial_licence',
  'trade_card',
  'activity_codes',
  'enamad',
  'qualifications',
  'standards_certificates',
  'environmental_permits',
];
const ofBusiness = ['kind', 'status', 'licences', 'activity_codes', 'guild_licence', 'trade_card', 'enamad'];

/** The register of business licences, of whichever office issued them. */
export function licencesPort(line: Line): FieldPort {
  const noBusiness = allOf(
    notApplicable,
    ofBusiness.map(key => `business.${key}`),
  );
  return subjectPort(line, {
    path: '/permits',
    who: 'owner',
    entity: {
      facts: entityFacts,
      none: allOf(
        absent,
        ofEntity.map(key => `entity.${key}`),
      ),
    },
    person: { facts: from => (from.business ? businessFacts(from) : noBusiness), none: noBusiness },
  });
}

function entityFacts(from: Row): Record<string, FieldFact> {
  const permits = rows(from, 'permits');
  const plants = permits.filter(permit => permit.stage !== undefined && permit.stage !== null);
  return {
    'entity.licences': fact(permits.map(licence)),
    'entity.industrial_licence': fact(plants.map(industrialLicence), {
      record: plants[0] && textIf(plants[0], 'number', 30),
      validFrom: plants[0] && dayIf(plants[0], 'issued'),
    }),
    'entity.trade_card': tradeCard(from),
    'entity.activity_codes': records(from, 'activities', activity),
    ...certificateFacts(from),
    ...attested(from, 'tradeCard', 'latinName', 'entity.latin_name'),
  };
}

function businessFacts(from: Row): Record<string, FieldFact> {
  const business = row(from.business);
  const provenance = { record: text(business, 'fileNumber', 40), validFrom: dayIf(business, 'since') };
  return {
    'business.kind': fact(coded(business, 'kind', businessKinds), provenance),
    'business.status': fact(coded(business, 'state', businessStates), provenance),
    'business.licences': fact(rows(from, 'permits').map(licence)),
    'business.activity_codes': records(from, 'activities', activity),
    'business.guild_licence': guildLicence(from),
    'business.trade_card': tradeCard(from),
    'business.enamad': enamads(from),
    ...attested(from, 'business', 'sign', 'business.trade_name'),
  };
}

/** What the register knows of a field that people say themselves; nothing where it does not know. */
function attested(from: Row, part: string, name: string, key: string): Record<string, FieldFact> {
  if (!from[part]) return {};
  const answer = textFact(row(from[part]), name, {}, 200);
  return answer.status === 'present' ? { [key]: answer } : {};
}

function licence(from: Row): Json {
  return known({
    id: digits(from, 'uniqueId', /^\d{6,20}$/),
    kind: text(from, 'title', 120),
    category: coded(from, 'category', categories),
    issuer: text(from, 'issuer', 160),
    isic: textIf(from, 'isic', 10),
    issued_on: dayIf(from, 'issued'),
    expires_on: dayIf(from, 'expires'),
    status: coded(from, 'state', states),
  });
}

function industrialLicence(from: Row): Json {
  return known({
    kind: coded(from, 'stage', industrial),
    number: text(from, 'number', 30),
    issued_on: dayIf(from, 'issued'),
    expires_on: dayIf(from, 'expires'),
  });
}

function tradeCard(from: Row): FieldFact {
  if (!from.tradeCard) return absent;
  const card = row(from.tradeCard);
  const number = digits(card, 'number', /^\d{8,14}$/);
  return fact(
    known({
      number,
      chamber: textIf(card, 'chamber', 80),
      issued_on: dayIf(card, 'issued'),
      expires_on: day(card, 'expires'),
      suspended: flag(card, 'suspended'),
    }),
    { record: number, validFrom: dayIf(card, 'issued') },
  );
}

function guildLicence(from: Row): FieldFact {
  if (!from.guild) return absent;
  const guild = row(from.guild);
  const id = digits(guild, 'guildId', /^\d{9,12}$/);
  return fact(
    known({
      guild_id: id,
      union: textIf(guild, 'union', 160),
      guild: textIf(guild, 'guild', 160),
      isic: textIf(guild, 'isic', 10),
      issued_on: dayIf(guild, 'issued'),
      expires_on: day(guild, 'expires'),
    }),
    { record: id, validFrom: dayIf(guild, 'issued') },
  );
}

const activity = (from: Row) => ({
  scheme: 'ISIC4',
  code: digits(from, 'isic', /^\d{4,10}$/),
  title: textIf(from, 'title', 200),
  main: flag(from, 'main'),
});
