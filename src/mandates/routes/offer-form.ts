import type { Box, OfferForm } from '../../../views/mandates/data.ts';
import { Fault } from '../../errors.ts';
import { parseLegalId, parsePersonId } from '../../identifiers.ts';
import type { Operation } from '../../operation.ts';
import { latinDigits } from '../../text.ts';
import { formText } from '../../web/index.ts';
import type { Scope } from '../covers.ts';
import { readDay, writeDay } from '../day.ts';
import { isEmpty, isWithin, listServices, type Services } from '../matters.ts';
import type { Offer } from '../offer.ts';
import type { From, Origin } from '../origin.ts';
import { tehranDay } from '../power-state.ts';
import { scopeOf, type Template, templates } from '../templates.ts';

type Request = Parameters<typeof formText>[0];
type Values = OfferForm['values'];

/** What was typed, as it is shown again. */
export interface Typed {
  readonly values: Values;
  readonly scope: Scope;
  readonly mayPassOn: boolean;
}

/** Where the reader stands in the wizard: of what, for what, to whom. */
export interface Place {
  readonly from: From;
  readonly template: Template | undefined;
  readonly to: 'person' | 'entity';
}

/** @returns undefined when nothing is said of what a part is to be given */
export function placeIn(read: (name: string) => string): Place | undefined {
  const entityId = read('entity');
  const mandateId = read('mandate');
  if (!entityId && !mandateId) return undefined;
  const how = read('how') === 'named' ? 'named' : 'passed';
  return {
    from: entityId ? { entityId } : { mandateId, how },
    template: templates.find(one => one === read('template')),
    to: read('to') === 'entity' ? 'entity' : 'person',
  };
}

/** A year from today, or as long as the reader's own power lasts. */
export function freshValues(op: Operation, origin: Origin): Values {
  const today = tehranDay(op.at);
  const year = tehranDay(new Date(op.at.getTime() + 364 * 86_400_000));
  const since = origin.from !== null && origin.from > today ? origin.from : today;
  const until = origin.until !== null && origin.until < year ? origin.until : year;
  return {
    name: '',
    holder: '',
    since: writeDay(since, op.lang),
    until: writeDay(until, op.lang),
    amount: origin.amount === null ? '' : String(origin.amount),
  };
}

export function readTyped(req: Request): Typed {
  const values = {
    name: formText(req, 'name', 80),
    holder: formText(req, 'holder', 64),
    since: formText(req, 'since', 20),
    until: formText(req, 'until', 20),
    amount: formText(req, 'amount', 40),
  };
  const scope = {
    systems: all(req, 'systems').map(Number).filter(Number.isInteger),
    kinds: all(req, 'kinds'),
    purposes: all(req, 'purposes'),
  };
  return { values, scope, mayPassOn: formText(req, 'pass_on', 5) === 'yes' };
}

/** Every value of a field, of which the form may hold several. */
function all(req: Request, name: string): string[] {
  const value = (req.body as Record<string, unknown> | undefined)?.[name];
  return (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === 'string' && one.length < 200,
  );
}

/** @throws identity.national_id_malformed, entities.legal_id_malformed, mandates.amount_malformed */
export function offerOf({ from, template, to }: Place, { values, scope, mayPassOn }: Typed): Offer {
  if (!template) throw new Fault('bad_input', 'mandates.scope_missing');
  return {
    from,
    holder:
      to === 'person'
        ? { kind: 'person', identifier: parsePersonId(values.holder), name: values.name }
        : { kind: 'entity', legalId: parseLegalId(values.holder) },
    template,
    scope,
    amount: amountOf(values.amount),
    since: readDay(values.since),
    until: readDay(values.until),
    mayPassOn,
  };
}

function amountOf(text: string): bigint | null {
  const digits = latinDigits(text).replace(/[\s,٬.]/g, '');
  if (digits === '') return null;
  if (!/^\d{1,16}$/.test(digits)) throw new Fault('bad_input', 'mandates.amount_malformed');
  return BigInt(digits);
}

/** A refusal and the box that it is about. */
export interface Misread {
  readonly fault: Fault;
  readonly field: string | undefined;
}

/** All that cannot be read as it was typed, at once; what the register and other powers say comes after. */
export function misreadIn({ to }: Place, { values, scope }: Typed): Misread[] {
  const unread = (field: string, read: () => unknown): Misread[] => {
    try {
      read();
      return [];
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return [{ fault, field }];
    }
  };
  const refuse = (wrong: boolean, code: Fault['code']) => {
    if (wrong) throw new Fault('bad_input', code);
  };
  const [since, until] = [readDay(values.since), readDay(values.until)];
  return [
    ...unread('name', () => refuse(to === 'person' && values.name.trim() === '', 'mandates.name_missing')),
    ...unread('holder', () => (to === 'person' ? parsePersonId : parseLegalId)(values.holder)),
    ...unread('', () => refuse(isEmpty(scope), 'mandates.scope_missing')).map(one => ({
      ...one,
      field: undefined,
    })),
    ...unread('since', () => refuse(since === '', 'mandates.day_malformed')),
    ...unread('until', () => refuse(until === '' || until < since, 'mandates.day_malformed')),
    ...unread('amount', () => amountOf(values.amount)),
  ];
}

const fields: Readonly<Record<string, string>> = {
  'identity.national_id_malformed': 'holder',
  'entities.legal_id_malformed': 'holder',
  'mandates.to_oneself': 'holder',
  'mandates.circle': 'holder',
  'mandates.holder_unknown': 'holder',
  'mandates.holder_not_active': 'holder',
  'mandates.name_missing': 'name',
  'mandates.in_the_past': 'since',
  'mandates.day_malformed': 'until',
  'mandates.longer_than_own': 'until',
  'mandates.too_long': 'until',
  'mandates.amount_malformed': 'amount',
};

/** The box that a refusal is about. */
export const fieldOf = (code: string): string | undefined => fields[code];

/** What can be chosen: of a usual mandate what it is for, of one's own everything that the reader has. */
export async function boxesOf(
  op: Operation,
  origin: Origin,
  template: Template,
  chosen: Scope | undefined,
): Promise<Pick<OfferForm, 'kinds' | 'systems' | 'purposes'>> {
  const services = await listServices(op);
  const preset = scopeOf(template, services);
  const free = isEmpty(preset);
  const checked = chosen ?? within(preset, origin, services);
  const may = (part: Partial<Scope>) => isIn(part, origin, services);
  const box = (value: string, label: string, on: boolean): Box => ({ value, label, checked: on });
  return {
    kinds: services.kinds
      .filter(({ key }) => (free || preset.kinds.includes(key)) && may({ kinds: [key] }))
      .map(({ key, name }) => box(key, name[op.lang], checked.kinds.includes(key))),
    systems: services.systems
      .filter(({ number }) => (free || preset.systems.includes(number)) && may({ systems: [number] }))
      .map(({ number, name }) => box(String(number), name[op.lang], checked.systems.includes(number))),
    purposes: services.purposes
      .filter(({ key }) => may({ purposes: [key] }))
      .map(({ key, name, clientName }) =>
        box(key, `${name[op.lang]} (${clientName[op.lang]})`, checked.purposes.includes(key)),
      ),
  };
}

function isIn(part: Partial<Scope>, origin: Origin, services: Services): boolean {
  const none: Scope = { systems: [], kinds: [], purposes: [] };
  return origin.scope === null || isWithin({ ...none, ...part }, origin.scope, services);
}

function within(scope: Scope, origin: Origin, services: Services): Scope {
  return {
    systems: scope.systems.filter(one => isIn({ systems: [one] }, origin, services)),
    kinds: scope.kinds.filter(one => isIn({ kinds: [one] }, origin, services)),
    purposes: scope.purposes.filter(one => isIn({ purposes: [one] }, origin, services)),
  };
}
