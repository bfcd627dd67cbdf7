import type { Lang } from '../i18n/index.ts';
import { comparable } from '../text.ts';

/** How hard a text is to read. */
export interface Readability {
  /**
   * 0.4 × (words a sentence + long words in a hundred), as the fog index of Gunning counts; long is what has from seven
   * letters on in Persian (half-spaces part a word), from ten in English. A twelve-year-old reads up to about 12.
   */
  readonly grade: number;
  readonly words: number;
  /** Words of offices, for which everybody has a plainer one. */
  readonly official: readonly string[];
}

const LONG = { fa: 7, en: 10 } as const;

/** Persian and English words of offices; as they are compared, so with Persian letters and without marks. */
const official: Readonly<Record<Lang, readonly string[]>> = {
  fa: 'متعاقبا مقتضی ذیربط ذیصلاح فیمابین النهایه موصوف مزبور مشارالیه نامبرده ایفاد گردد میگردد گردیده باشد میباشد مستفاد علیهذا لذا کماکان حسب معنونه'.split(
    ' ',
  ),
  en: 'pursuant hereby herein thereof notwithstanding aforementioned hereinafter whereas shall foregoing'.split(
    ' ',
  ),
};

export function readability(text: string, lang: Lang): Readability {
  const sentences = text.split(/[.!?؟؛;\n]+/).filter(sentence => /\p{L}/u.test(sentence));
  const words = comparable(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.length === 0) return { grade: 0, words: 0, official: [] };
  const long = words.filter(word => word.length >= LONG[lang]).length;
  const spoken = ` ${words.join(' ')} `;
  return {
    grade: Math.round(4 * (words.length / Math.max(1, sentences.length) + (100 * long) / words.length)) / 10,
    words: words.length,
    official: official[lang].filter(word => word.length > 2 && spoken.includes(` ${word} `)),
  };
}
