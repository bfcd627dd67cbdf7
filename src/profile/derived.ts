import { isoOfJalali, type Json, jalaliOfIso } from '../registries/index.ts';

/** Values of the inputs that are present, by key. */
export type Inputs = Readonly<Record<string, Json>>;
/** undefined: the answer does not follow from what is known. */
export type Rule = (inputs: Inputs, at: Date) => Json | undefined;

type Officer = {
  readonly name: string;
  readonly role?: string;
  readonly since?: string;
  readonly until?: string;
};

const BOARD = new Set(['chair', 'vice_chair', 'board_member']);

/** The day in Iran, as terms and birthdays count it: UTC+3:30 without summer time since 1401. */
export function dayInIran(at: Date): string {
  return new Date(at.getTime() + 12_600_000).toISOString().slice(0, 10);
}

/** The rules of derived fields, by key. Fields whose answer is asked at the source have none. */
export const rules: Readonly<Record<string, Rule>> = {
  'person.full_name': inputs => joinedName(inputs),
  'person.is_adult': (inputs, at) => isAdult(inputs, at),
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
  'entity.has_valid_trade_card': (inputs, at) => {
    const card = inputs['entity.trade_card'] as { expires_on: string; suspended?: boolean } | undefined;
    return card !== undefined && card.expires_on >= dayInIran(at) && card.suspended !== true;
  },
  'entity.is_vat_registered': (inputs, at) => {
    const vat = inputs['entity.vat_registration'] as { registered: boolean; expires_on?: string } | undefined;
    if (!vat) return undefined;
    return vat.registered && (vat.expires_on === undefined || vat.expires_on >= dayInIran(at));
  },
  'entity.under_50_staff': inputs => {
    const staff = inputs['entity.staff_count'];
    return typeof staff === 'number' ? staff < 50 : undefined;
  },
  'entity.size_class': inputs => sizeClass(inputs['entity.staff_count']),
  'business.is_active': (inputs, at) => {
    if (inputs['business.status'] === undefined) return undefined;
    const licences = (inputs['business.licences'] ?? []) as readonly {
      status?: string;
      expires_on?: string;
    }[];
    const valid = licences.some(
      ({ status, expires_on }) =>
        status === 'valid' && (expires_on === undefined || expires_on >= dayInIran(at)),
    );
    return inputs['business.status'] === 'active' && valid;
  },
};

function equals(value: Json | undefined, expected: string): boolean | undefined {
  return value === undefined ? undefined : value === expected;
}

function joinedName(inputs: Inputs): string | undefined {
  const [given, family] = [inputs['person.given_name'], inputs['person.family_name']];
  return typeof given === 'string' && typeof family === 'string' ? `${given} ${family}` : undefined;
}

/** Eighteen years are counted in the Jalali calendar; who was born on 30 Esfand comes of age on 1 Farvardin. */
function isAdult(inputs: Inputs, at: Date): boolean | undefined {
  const birthDate = inputs['person.birth_date'];
  if (typeof birthDate !== 'string') return undefined;
  if (inputs['person.life_status'] === 'deceased') return false;
  const { year, month, day } = jalaliOfIso(birthDate);
  const birthday =
    isoOfJalali({ year: year + 18, month, day }) ?? isoOfJalali({ year: year + 19, month: 1, day: 1 });
  return birthday !== undefined && birthday <= dayInIran(at);
}

/** Officers whose term holds on the day of `at`; an ended one has its end as the last day of its term. */
function sitting(officers: Json | undefined, at: Date): readonly Officer[] | undefined {
  if (officers === undefined) return undefined;
  const today = dayInIran(at);
  return (officers as readonly Officer[]).filter(
    ({ since, until }) => (since === undefined || since <= today) && (until === undefined || until > today),
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
