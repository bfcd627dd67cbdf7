import { dictionaries, type Lang } from '../i18n/index.ts';
import { comparable } from '../text.ts';

/** A refusal as a program gets it (`code` of problem+json), with what it says to people in both languages. */
export interface FaultSaid {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/** Where a sentence holds a number or a name, its place is shown: {retryAfter}. */
const places: Readonly<Record<string, string>> = Object.fromEntries(
  namesUsed().map(name => [name, `{${name}}`]),
);

export const faultList: readonly FaultSaid[] = Object.keys(dictionaries.fa.faults)
  .sort()
  .map(code => ({ code, fa: sentence('fa', code), en: sentence('en', code) }));

/** Those whose code or sentence holds every word. */
export function findFaults(search: string): readonly FaultSaid[] {
  const words = comparable(search).split(' ').filter(Boolean);
  if (words.length === 0) return faultList;
  return faultList.filter(({ code, fa, en }) => {
    const text = `${code.toLowerCase()} ${comparable(`${code} ${fa} ${en}`)}`;
    return words.every(word => text.includes(word));
  });
}

/** What sentences ask for: heard from those that take it one by one (Persian ones are handed a copy). */
function namesUsed(): string[] {
  const names = new Set<string>();
  const heard = new Proxy({}, { get: (_, name) => `${names.add(String(name)) && ''}` });
  for (const say of Object.values(dictionaries.en.faults)) if (typeof say === 'function') say(heard);
  return [...names];
}

/** The sentence of a fault, with the places of its numbers shown; of an unknown code that of the unexpected. */
export function sayFault(lang: Lang, code: string): string {
  return sentence(lang, code in dictionaries.fa.faults ? code : 'web.unexpected');
}

function sentence(lang: Lang, code: string): string {
  const say = (dictionaries[lang].faults as Readonly<Record<string, unknown>>)[code];
  return typeof say === 'function' ? String(say(places)) : String(say);
}
