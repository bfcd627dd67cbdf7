/** The rules of predicates: short answers that let nobody see what they follow from. Pure. */

import { dayInIran } from '../calendar.ts';
import { isoOfJalali, type Json, jalaliOfIso } from '../registries/index.ts';
import { comparable } from '../text.ts';

interface Licence {
  readonly status?: string;
  readonly category?: string;
  readonly issued_on?: string;
  readonly expires_on?: string;
}

/** Whether so many years are full, counted in the Jalali calendar: born on 30 Esfand is full on 1 Farvardin. */
export function hasReached(birthDate: Json | undefined, years: number, at: Date): boolean | undefined {
  if (typeof birthDate !== 'string') return undefined;
  const { year, month, day } = jalaliOfIso(birthDate);
  const birthday =
    isoOfJalali({ year: year + years, month, day }) ??
    isoOfJalali({ year: year + years + 1, month: 1, day: 1 });
  return birthday === undefined ? undefined : birthday <= dayInIran(at);
}

/** Valid from its first day to its last, both included; a day that is not said does not bound it. */
function holdsOn(today: string, first: string | undefined, last: string | undefined): boolean {
  return (first === undefined || first <= today) && (last === undefined || last >= today);
}

export function isValidLicence({ status, issued_on, expires_on }: Licence, at: Date): boolean {
  return status === 'valid' && holdsOn(dayInIran(at), issued_on, expires_on);
}

/** A licence that is valid but of no known kind leaves the answer open; none at all is a no. */
export function holdsLicence(licences: Json | undefined, kind: string, at: Date): boolean | undefined {
  const valid = ((licences ?? []) as readonly Licence[]).filter(licence => isValidLicence(licence, at));
  if (valid.some(({ category }) => category === kind)) return true;
  return valid.some(({ category }) => category === undefined) ? undefined : false;
}

/** No activity at all is a no; codes of other schemes than ISIC say nothing about ISIC. */
export function worksIn(activities: Json | undefined, group: string): boolean | undefined {
  const known = (activities ?? []) as readonly { scheme?: string; code: string }[];
  const isic = known.filter(({ scheme }) => scheme === undefined || scheme === 'ISIC4');
  if (isic.some(({ code }) => code.startsWith(group))) return true;
  return isic.length < known.length ? undefined : false;
}

export function liesIn(division: Json | undefined, province: string): boolean | undefined {
  const code = (division as { province_code?: string } | undefined)?.province_code;
  return code === undefined ? undefined : code === province;
}

export function isBelow(count: Json | undefined, line: number): boolean | undefined {
  return typeof count === 'number' ? count < line : undefined;
}

const DEGREES = ['none', 'primary', 'middle', 'diploma', 'associate', 'bachelor', 'master', 'doctorate'];

/** Grades of the seminaries have equivalents that are decided one by one: of them nothing follows. */
export function hasDegree(held: Json | undefined, asked: string): boolean | undefined {
  const at = DEGREES.indexOf(String(held));
  return held === undefined || at < 0 ? undefined : at >= DEGREES.indexOf(asked);
}

/** The card is there, holds today and is not suspended; no card at all is a no. */
export function isValidCard(card: Json | undefined, at: Date): boolean {
  const held = card as { issued_on?: string; expires_on: string; suspended?: boolean } | undefined;
  return (
    held !== undefined && holdsOn(dayInIran(at), held.issued_on, held.expires_on) && held.suspended !== true
  );
}

export function isVatRegistered(registration: Json | undefined, at: Date): boolean | undefined {
  const vat = registration as { registered: boolean; since?: string; expires_on?: string } | undefined;
  if (!vat) return undefined;
  return vat.registered && holdsOn(dayInIran(at), vat.since, vat.expires_on);
}

interface Place {
  readonly province?: string;
  readonly city?: string;
}

/** Both registers name the same province and city. */
export function sameTown(first: Json | undefined, second: Json | undefined): boolean | undefined {
  const [a, b] = [first, second] as readonly (Place | undefined)[];
  const parts = [a?.province, b?.province, a?.city, b?.city].map(part => part && comparable(part));
  const [provinceA, provinceB, cityA, cityB] = parts;
  if (parts.includes(undefined) || parts.includes('')) return undefined;
  return provinceA === provinceB && cityA === cityB;
}
