import { dayInIran } from '../calendar.ts';
import type { Json } from '../registries/index.ts';
import {
  hasDegree,
  hasReached,
  holdsLicence,
  isBelow,
  isValidCard,
  isValidLicence,
  isVatRegistered,
  liesIn,
  sameTown,
  worksIn,
} from './predicates.ts';

/** Values of the inputs that are present, by key. */
export type Inputs = Readonly<Record<string, Json>>;
/**
 * undefined: the answer does not follow from what is known.
 * @param asked of a predicate with a parameter, what it is asked about
 */
export type Rule = (inputs: Inputs, at: Date, asked: string) => Json | undefined;

type Officer = {
  readonly name: string;
  readonly role?: string;
  readonly since?: string;
  readonly until?: string;
};

const BOARD = new Set(['chair', 'vice_chair', 'board_member']);

/** The rules of derived fields, by key. Fields whose answer is asked at the source have none. */
export const rules: Readonly<Record<string, Rule>> = {
  'person.full_name': inputs => joinedName(inputs),
  'person.is_adult': (inputs, at) => isOfAge(inputs, at, 18),
  'entity.is_active': inputs => equals(inputs['entity.status'], 'active'),
  'entity.managing_director': (inputs, at) => {
    const director = sitting(inputs['entity.officers'], at)?.find(({ role }) => role === 'managing_director');
    return director && without(director, 'role');
  },
  'entity.board_members': (inputs, at) => {
    const board = sitting(inputs['entity.officers'], at)?.filter(({ role }) => role && BOARD.has(role));
    return board?.length ? board.map(officer => without(officer, 'since')) : undefined;
  },
  'entity.has_current_board': (inputs, at) => hasCurrentBoard(inputs, at),
  'entity.binds_by_one': inputs => bindsByOne(inputs['entity.signature_rule']),
  'entity.has_valid_trade_card': (inputs, at) => isValidCard(inputs['entity.trade_card'], at),
  'entity.is_vat_registered': (inputs, at) => isVatRegistered(inputs['entity.vat_registration'], at),
  'entity.under_50_staff': inputs => isBelow(inputs['entity.staff_count'], 50),
  'entity.staff_under': (inputs, _at, line) => isBelow(inputs['entity.staff_count'], Number(line)),
  'entity.size_class': inputs => sizeClass(inputs['entity.staff_count']),
  'entity.seat_in_province': (inputs, _at, province) => liesIn(inputs['entity.seat_division'], province),
  'entity.seat_address_confirmed': inputs =>
    sameTown(inputs['entity.registered_address'], inputs['entity.seat_address']),
  'entity.postal_codes': inputs => postalCodes(inputs),
  'entity.has_valid_licence': (inputs, at, kind) => holdsLicence(inputs['entity.licences'], kind, at),
  'entity.in_activity': (inputs, _at, group) => worksIn(inputs['entity.activity_codes'], group),
  'person.age_over': (inputs, at, years) => isOfAge(inputs, at, Number(years)),
  'person.is_citizen': inputs => isCitizen(inputs),
  'person.has_degree': (inputs, _at, level) => hasDegree(inputs['person.education_level'], level),
  'business.is_active': (inputs, at) => {
    if (inputs['business.status'] === undefined) return undefined;
    const licences = (inputs['business.licences'] ?? []) as readonly object[];
    return inputs['business.status'] === 'active' && licences.some(licence => isValidLicence(licence, at));
  },
  'business.has_valid_trade_card': (inputs, at) => isValidCard(inputs['business.trade_card'], at),
  'business.has_valid_licence': (inputs, at, kind) => holdsLicence(inputs['business.licences'], kind, at),
  'business.in_activity': (inputs, _at, group) => worksIn(inputs['business.activity_codes'], group),
  'business.in_province': (inputs, _at, province) => liesIn(inputs['business.division'], province),
  'business.is_vat_registered': (inputs, at) => isVatRegistered(inputs['business.vat_registration'], at),
  'business.under_50_staff': inputs => isBelow(inputs['business.staff_count'], 50),
};

function equals(value: Json | undefined, expected: string): boolean | undefined {
  return value === undefined ? undefined : value === expected;
}

function joinedName(inputs: Inputs): string | undefined {
  const [given, family] = [inputs['person.given_name'], inputs['person.family_name']];
  return typeof given === 'string' && typeof family === 'string' ? `${given} ${family}` : undefined;
}

/** Years are nothing to a person who has died. */
function isOfAge(inputs: Inputs, at: Date, years: number): boolean | undefined {
  const reached = hasReached(inputs['person.birth_date'], years, at);
  return reached === undefined || inputs['person.life_status'] !== 'deceased' ? reached : false;
}

/** Only nationals have a national ID; whoever has neither number is not known. */
function isCitizen(inputs: Inputs): boolean | undefined {
  if (inputs['person.national_id'] !== undefined) return true;
  return inputs['person.foreign_id'] === undefined ? undefined : false;
}

function postalCodes(inputs: Inputs): Json | undefined {
  const lists = ['entity.branches', 'entity.warehouses'].flatMap(
    key => (inputs[key] ?? []) as readonly { postal_code?: string }[],
  );
  const codes = [inputs['entity.seat_postal_code'], ...lists.map(place => place.postal_code)];
  const known = [...new Set(codes.filter(code => typeof code === 'string'))];
  return known.length > 0 ? known.sort() : undefined;
}

/** Officers whose term holds on the day of `at`; its last day is included. */
function sitting(officers: Json | undefined, at: Date): readonly Officer[] | undefined {
  if (officers === undefined) return undefined;
  const today = dayInIran(at);
  return (officers as readonly Officer[]).filter(
    ({ since, until }) => (since === undefined || since <= today) && (until === undefined || until >= today),
  );
}

function without(officer: Officer, part: keyof Officer): Json {
  return Object.fromEntries(Object.entries(officer).filter(([key]) => key !== part));
}

function hasCurrentBoard(inputs: Inputs, at: Date): boolean | undefined {
  const rule = (inputs['entity.signature_rule'] as readonly { threshold?: number }[] | undefined)?.[0];
  const signatories = inputs['entity.signatories'] as readonly Officer[] | undefined;
  if (!rule) return undefined;
  const current = sitting(signatories ?? [], at)?.length ?? 0;
  return current >= Math.max(1, rule.threshold ?? 1);
}

function bindsByOne(value: Json | undefined): boolean | undefined {
  const rules = value as readonly { scope?: string; mode: string; threshold?: number }[] | undefined;
  const binding = rules?.find(({ scope }) => scope === undefined || scope === 'binding');
  if (!binding) return undefined;
  return binding.mode === 'sole' || (binding.mode !== 'none' && binding.threshold === 1);
}

function sizeClass(staff: Json | undefined): string | undefined {
  if (typeof staff !== 'number') return undefined;
  if (staff < 10) return 'micro';
  if (staff < 50) return 'small';
  return staff < 100 ? 'medium' : 'large';
}
