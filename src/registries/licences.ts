import { ask, type Line } from './ask.ts';
import type { FieldFact, FieldPort, Json, RegistrySubject } from './index.ts';
import {
  about,
  coded,
  day,
  dayIf,
  digits,
  fact,
  flag,
  known,
  notApplicable,
  type Row,
  row,
  rows,
  text,
  textIf,
} from './reading.ts';

const states = { VALID: 'valid', EXPIRED: 'expired', SUSPENDED: 'suspended', REVOKED: 'revoked' } as const;

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

/** The register of business licences, of whichever office issued them. */
export function licencesPort(line: Line): FieldPort {
  return {
    facts: async (subject, timeoutMs) => {
      const asOf = line.now();
      const fields = await ask(
        line,
        '/permits',
        { owner: subject.id },
        from => {
          about(from, 'owner', subject.id);
          return subject.kind === 'entity' ? entityFacts(from) : businessFacts(from);
        },
        timeoutMs,
      );
      return { registry: line.registry, asOf, fields: fields ?? none(subject.kind) };
    },
  };
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
    'entity.activity_codes': fact(rows(from, 'activities').map(activity)),
  };
}

function businessFacts(from: Row): Record<string, FieldFact> {
  if (!from.business) return none('person');
  const business = row(from.business);
  const provenance = { record: text(business, 'fileNumber', 40), validFrom: dayIf(business, 'since') };
  return {
    'business.kind': fact(coded(business, 'kind', businessKinds), provenance),
    'business.status': fact(coded(business, 'state', businessStates), provenance),
    'business.licences': fact(rows(from, 'permits').map(licence)),
    'business.activity_codes': fact(rows(from, 'activities').map(activity)),
  };
}

function none(kind: RegistrySubject['kind']): Record<string, FieldFact> {
  const keys =
    kind === 'entity'
      ? ['licences', 'industrial_licence', 'trade_card', 'activity_codes']
      : ['kind', 'status', 'licences', 'activity_codes'];
  const answer = kind === 'entity' ? fact(undefined) : notApplicable;
  return Object.fromEntries(keys.map(key => [`${kind === 'entity' ? 'entity' : 'business'}.${key}`, answer]));
}

function licence(from: Row): Json {
  return known({
    id: digits(from, 'uniqueId', /^\d{6,20}$/),
    kind: text(from, 'title', 120),
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
  if (!from.tradeCard) return fact(undefined);
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

function activity(from: Row): Json {
  return known({
    scheme: 'ISIC4',
    code: digits(from, 'isic', /^\d{4,10}$/),
    title: textIf(from, 'title', 200),
    main: flag(from, 'main'),
  });
}
