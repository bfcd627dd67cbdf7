import { comparable } from '../text.ts';

/** Words by which something is found: letters and digits of one keyboard, the rest are spaces. */
export function wordsOf(...texts: readonly string[]): string {
  return comparable(texts.join(' '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The question for words that begin as these do, all of them; '' where nothing is asked. */
export function beginnings(search: string): string {
  return wordsOf(search)
    .split(' ')
    .filter(Boolean)
    .map(word => `${word}:*`)
    .join(' & ');
}
