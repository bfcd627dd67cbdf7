/** One person with a browser, as the driver plays him: cookies, and the forms of sign-in filled by field name. */
import { createHash } from 'node:crypto';
import type { Authenticator } from '../test/factors/authenticator.ts';
import type { Answer, Connection } from './connection.ts';

/** A server under load, and how it is asked. */
export interface Target {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** Address of the last step of a hop: our profile, or the yardstick's userinfo. */
  readonly resource: string;
  /** More parameters of the authorization request. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Who {
  readonly id: string;
  readonly password: string;
  /** Legal-entity ID or "self": what is answered where the page asks. */
  readonly actingFor: string;
}

const VERIFIER = 'the-benchmark-uses-one-verifier-for-every-request-0123456789';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const FORM = 'application/x-www-form-urlencoded';

export interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

export class Subject {
  readonly who: Who;
  /** Answers in the place of the password where a page offers it. */
  passkey: Authenticator | undefined;
  readonly #target: Target;
  readonly #cookies = new Map<string, string>();
  #serial = 0;

  constructor(target: Target, who: Who) {
    this.#target = target;
    this.who = who;
  }

  forgetCookies(): void {
    this.#cookies.clear();
  }

  /** From the authorization request to the code, through whatever pages stand between. */
  async authorize(connection: Connection): Promise<string> {
    const target = this.#target;
    let answer = await this.#ask(connection);
    for (let step = 0; step < 20; step++) {
      const to = answer.location;
      if (to?.startsWith(target.redirectUri)) return codeOf(to);
      if (to !== undefined) answer = await this.#send(connection, 'GET', pathOf(to, target.origin));
      else if (answer.status === 200) answer = await this.fill(connection, answer.body);
      else throw new Error(`sign-in stopped at ${answer.status}: ${answer.body.slice(0, 300)}`);
    }
    throw new Error('sign-in went round in circles');
  }

  /** A page, with the session of this browser. */
  open(connection: Connection, path: string): Promise<Answer> {
    return this.#send(connection, 'GET', path);
  }

  /** The page that asks for the password. */
  async openSignIn(connection: Connection): Promise<string> {
    const { location } = await this.#ask(connection);
    if (location === undefined) throw new Error('the authorization request led to no page');
    return (await this.#send(connection, 'GET', pathOf(location, this.#target.origin))).body;
  }

  #ask(connection: Connection): Promise<Answer> {
    const target = this.#target;
    const query = new URLSearchParams({
      client_id: target.clientId,
      redirect_uri: target.redirectUri,
      response_type: 'code',
      scope: target.scope,
      state: `s${++this.#serial}`,
      nonce: `n${this.#serial}`,
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...target.parameters,
    });
    return this.#send(connection, 'GET', `/auth?${query}`);
  }

  /** The code for tokens. */
  exchange(connection: Connection, code: string): Promise<Tokens> {
    const redirect_uri = this.#target.redirectUri;
    return this.tokens(connection, {
      grant_type: 'authorization_code',
      code,
      redirect_uri,
      code_verifier: VERIFIER,
    });
  }

  async tokens(connection: Connection, body: Record<string, string>): Promise<Tokens> {
    const answer = await this.askTokens(connection, body);
    if (answer.status !== 200) throw new Error(`token: ${answer.status} ${answer.body.slice(0, 300)}`);
    const { access_token = '', refresh_token = '' } = JSON.parse(answer.body) as Record<string, string>;
    return { access: access_token, refresh: refresh_token };
  }

  askTokens(connection: Connection, body: Record<string, string>): Promise<Answer> {
    const { clientId, clientSecret } = this.#target;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const headers = { authorization, 'content-type': FORM };
    return connection.request('POST', '/token', headers, String(new URLSearchParams(body)));
  }

  async fetchResource(connection: Connection, accessToken: string): Promise<void> {
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await connection.request('GET', this.#target.resource, headers);
    if (answer.status !== 200) throw new Error(`resource: ${answer.status} ${answer.body.slice(0, 300)}`);
  }

  /** Fills the form of a page by the field names of the contract. */
  fill(connection: Connection, page: string): Promise<Answer> {
    const asked = this.passkey && passkeyAsked(page);
    if (asked)
      return this.#send(
        connection,
        'POST',
        pathOf(asked.action, this.#target.origin),
        String(new URLSearchParams({ passkey: this.passkey?.get(asked.options) ?? '' })),
      );
    const form = formWithout(page, ['/sign-out']);
    const values = new URLSearchParams(form.hidden);
    if (form.has('national_id')) values.set('national_id', this.who.id);
    if (form.has('password')) values.set('password', this.who.password);
    if (form.has('acting_for')) values.set('acting_for', this.who.actingFor);
    if (form.has('decision')) values.set('decision', 'allow');
    return this.#send(connection, 'POST', pathOf(form.action, this.#target.origin), String(values));
  }

  async #send(connection: Connection, method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await connection.request(
      method,
      path,
      {
        accept: 'text/html',
        'accept-encoding': 'gzip',
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': FORM, 'sec-fetch-site': 'same-origin' }),
      },
      body,
    );
    for (const line of answer.cookies) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

function codeOf(address: string): string {
  const query = new URL(address).searchParams;
  const code = query.get('code');
  if (!code) throw new Error(`no code: ${query.get('error')} ${query.get('error_description') ?? ''}`);
  return code;
}

function pathOf(address: string, origin: string): string {
  const url = new URL(address.replaceAll('&amp;', '&'), origin);
  return url.pathname + url.search;
}

interface Form {
  readonly action: string;
  readonly hidden: [string, string][];
  has(name: string): boolean;
}

/** The form of a page that asks for something of ours. */
function formWithout(page: string, actions: readonly string[]): Form {
  for (const [, attributes = '', inside = ''] of page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const action = /action="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const has = (name: string) => inside.includes(`name="${name}"`);
    const ours = ['national_id', 'password', 'acting_for', 'decision'].some(has);
    if (!ours || actions.includes(action)) continue;
    const hidden = [...inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(
      ([input]): [string, string] => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        /value="([^"]*)"/.exec(input)?.[1] ?? '',
      ],
    );
    return { action, hidden, has };
  }
  throw new Error(`a page without a form of sign-in: ${page.replace(/<[^>]+>|\s+/g, ' ').slice(0, 300)}`);
}

/** The form of a page that a passkey can answer. */
function passkeyAsked(page: string): { action: string; options: { challenge: string } } | undefined {
  const [, attributes = ''] = /<form\b([^>]*data-passkey="get"[^>]*)>/.exec(page) ?? [];
  const text = /data-options="([^"]*)"/.exec(attributes)?.[1];
  if (text === undefined) return undefined;
  const action = /action="([^"]*)"/.exec(attributes)?.[1] ?? '';
  return { action, options: JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) };
}
