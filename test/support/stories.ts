/** What people do in the journeys, whatever the order of the pages: sign in, choose, answer. */
import type { TestApp } from './app.ts';
import { Browser, type OpenOptions, type WebPage } from './browser.ts';
import { password, people } from './people.ts';
import type { RelyingParty, SignedInParty } from './relying-party.ts';

export interface Answers {
  readonly id?: string;
  readonly password?: string;
  /** A legal-entity ID or "self". */
  readonly actingFor?: string;
  readonly decision?: 'allow' | 'deny';
}

export interface Walk {
  /** The page (or the caught address) at which it ended. */
  readonly end: WebPage;
  /** What was asked on the way: password, acting_for, decision. */
  readonly asked: readonly string[];
  /** The page of each question. */
  readonly pages: Readonly<Record<string, WebPage>>;
}

/** Answers every page of sign-in until there is nothing left to answer, or an answer was not given. */
export async function walk(first: WebPage, answers: Answers, options: OpenOptions = {}): Promise<Walk> {
  let page = first;
  const asked: string[] = [];
  const pages: Record<string, WebPage> = {};
  for (let steps = 0; steps < 8; steps++) {
    const question = ['password', 'acting_for', 'decision'].find(name => page.fields.includes(name));
    const values = question && answerTo(question, answers);
    if (!question || !values) break;
    // Asked the same again: a refusal, which the test wants to see.
    if (asked.includes(question)) break;
    asked.push(question);
    pages[question] = page;
    page = await page.submit(values, options);
  }
  return { end: page, asked, pages };
}

function answerTo(question: string, answers: Answers): Record<string, string> | undefined {
  if (question === 'password')
    return answers.id ? { national_id: answers.id, password: answers.password ?? password } : undefined;
  if (question === 'acting_for') return answers.actingFor ? { acting_for: answers.actingFor } : undefined;
  return answers.decision ? { decision: answers.decision } : undefined;
}

/** A whole sign-in at a client of openid-client, to the tokens. */
export async function signInAt(
  party: RelyingParty,
  browser: Browser,
  answers: Answers,
  parameters: Record<string, string> = {},
): Promise<SignedInParty & { walk: Walk }> {
  const { journey, page } = await party.open(browser, parameters);
  const done = await walk(page, answers, { until: party.isBack });
  if (!party.isBack(done.end.url))
    throw new Error(
      `did not come back: ${done.end.status} ${done.end.url.pathname} ${done.end.text.slice(0, 400)}`,
    );
  return { ...(await party.finish(journey, done.end.url)), walk: done };
}

/** At the tax or the customs system: presses "sign in" and answers what Yekbar asks. */
export async function signInAtSystem(
  system: string,
  browser: Browser,
  answers: Answers,
  choose = false,
): Promise<Walk> {
  return walk(await browser.open(`${system}/sign-in${choose ? '?choose' : ''}`), answers);
}

/** Yekbar's own pages in the name of one person, in a new browser. */
export async function openAs(
  app: TestApp,
  id: string,
  path: string,
): Promise<{ browser: Browser; page: WebPage }> {
  const browser = new Browser();
  const done = await walk(await browser.open(`${app.url}${path}`), {
    id,
    actingFor: 'self',
    decision: 'allow',
  });
  return { browser, page: done.end };
}

export { password, people };
