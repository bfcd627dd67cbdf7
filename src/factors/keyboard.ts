/** The Persian standard keyboard over the Latin one: the same keys, pressed in the other language. */
const keys: readonly (readonly [latin: string, persian: string])[] = [
  ['qwertyuiop[]', 'ضصثقفغعهخحجچ'],
  ["asdfghjkl;'", 'شسیبلاتنمکگ'],
  ['zxcvbnm,', 'ظطزرذدپو'],
];

const toLatin = new Map<string, string>();
const toPersian = new Map<string, string>();
for (const [latin, persian] of keys)
  [...persian].forEach((letter, at) => {
    toLatin.set(letter, latin[at] ?? '');
    toPersian.set(latin[at] ?? '', letter);
  });

/** What stands on the keys in the other language: who types "password" with a Persian keyboard types «حشسسصخقی». */
export function otherKeyboard(text: string): string[] {
  const typed = (map: Map<string, string>) => [...text].map(sign => map.get(sign) ?? sign).join('');
  return [typed(toLatin), typed(toPersian)];
}

/** Rows of keys, numbers and letters as they follow each other. */
export const runs: readonly string[] = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی',
  '1234567890qwertyuiopasdfghjklzxcvbnm',
  ...keys.flat(),
];
