import type { Call } from './api.ts';

interface Verdict {
  readonly key: string;
  readonly result: string;
  readonly why?: string;
}
interface Check {
  readonly id: string;
  readonly issuer: string;
  readonly passed: boolean | null;
  readonly cases: readonly Verdict[];
  readonly report: string | null;
}
const marks: Readonly<Record<string, string>> = {
  passed: '  ok  ',
  advised: '  ok  ',
  not_applicable: '  --  ',
  waiting: ' open ',
};

type Say = (line: string) => void;

const MOST_HOPS = 15;
const TIMEOUT_MS = 20_000;
/** Cases in which somebody signs in, that wait. */
const LOGINS = 12;

/**
 * Tries a system out: begins a check, signs in at the system once for each case as a browser would, and asks for the
 * report. Without an address it only says where the test issuer stands.
 * @returns whether all passed
 */
export async function check(call: Call, login: string | undefined, say: Say): Promise<boolean> {
  const begun = (await call('POST', '/developer/checks', {})) as Check;
  say(`The test issuer of this system: ${begun.issuer}`);
  if (login === undefined) {
    say('Set it as the issuer of your test system, start that, and run:');
    say('  npx yekbar check https://your-system.example/sign-in');
    return true;
  }
  for (let turn = 0; turn < LOGINS; turn += 1) await signIn(new URL(login));
  const { cases, passed, report } = (await call('POST', `/developer/checks/${begun.id}/report`, {})) as Check;
  for (const { key, result, why } of cases)
    say(`${marks[result] ?? 'FAILED'}  ${key}${why ? `: ${why}` : ''}`);
  say(
    passed ? 'Passed. The report is kept with the client.' : 'Not passed. What each case wants: /developers',
  );
  if (report) say(report);
  return passed === true;
}

/** A browser that has never been there: follows redirects and keeps cookies until the last page. */
async function signIn(start: URL): Promise<void> {
  const jar = new Map<string, Map<string, string>>();
  let url = start;
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const cookies = jar.get(url.hostname) ?? new Map<string, string>();
    jar.set(url.hostname, cookies);
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    await answer.arrayBuffer();
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (/;\s*max-age=0\b/i.test(line) || value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || !next) return;
    url = new URL(next, url);
  }
}
