import type { Lang } from '../i18n/index.ts';
import { isoOfJalali, jalaliOfIso } from '../registries/index.ts';
import { latinDigits, persianDigits } from '../text.ts';

/** A day as people write it, year first: Jalali or Gregorian by its year, in any digits. '' when it is none. */
export function readDay(text: string): string {
  const match = /^\s*(\d{4})[/.\-\s](\d{1,2})[/.\-\s](\d{1,2})\s*$/.exec(latinDigits(text));
  if (!match) return '';
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  if (year < 1700) return isoOfJalali({ year, month, day }) ?? '';
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : '';
}

/** An ISO day as it stands in the box of a form. */
export function writeDay(iso: string, lang: Lang): string {
  if (lang === 'en') return iso;
  const { year, month, day } = jalaliOfIso(iso);
  return persianDigits([year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('/'));
}
