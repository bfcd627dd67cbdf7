/**
 * A browser without JavaScript and without a window: cookies, redirects, links and forms. It reads pages as a person
 * does (by heading, link text, field name) and refuses pages that show a word which was never translated.
 *
 *   const sara = new Browser();
 *   const page = await sara.open('http://localhost:4401/sign-in');
 *   const next = await page.submit({ national_id: '9990000018', password: '…' });
 */
import { type HTMLElement, parse } from 'node-html-parser';
import { expect } from 'vitest';
import { CookieJar } from './jar.ts';

export interface Visit {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
}

export interface OpenOptions {
  readonly method?: string;
  readonly body?: URLSearchParams | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stop before this address is asked: a redirect URI at which nobody listens. */
  readonly until?: (url: URL) => boolean;
  /** false shows a redirect itself. */
  readonly follow?: boolean;
}

export class Browser {
  readonly jar = new CookieJar();
  /** Every address that was asked, in order. */
  readonly history: Visit[] = [];
  readonly #headers: Readonly<Record<string, string>>;

  constructor(headers: Readonly<Record<string, string>> = {}) {
    this.#headers = headers;
  }

  /** Asks for a page and follows its redirects, as a person who types an address. */
  async open(address: string | URL, options: OpenOptions = {}, referrer?: URL): Promise<WebPage> {
    let url = new URL(address);
    let method = options.method ?? 'GET';
    let body = options.body;
    for (let hops = 0; hops < 20; hops++) {
      if (options.until?.(url)) return new WebPage(this, url, new Response(null, { status: 299 }), '');
      const response = await this.#ask(url, method, body, options.headers, referrer);
      const location = response.headers.get('location');
      this.history.push({ method, url: url.href, status: response.status, location });
      if (response.status < 300 || response.status >= 400 || !location || options.follow === false)
        return new WebPage(this, url, response, await response.text());
      await response.arrayBuffer();
      if (response.status !== 307 && response.status !== 308) {
        method = 'GET';
        body = undefined;
      }
      url = new URL(location, url);
    }
    throw new Error(`too many redirects, the last to ${url.pathname}`);
  }

  async #ask(
    url: URL,
    method: string,
    body: URLSearchParams | string | undefined,
    more: Readonly<Record<string, string>> | undefined,
    referrer: URL | undefined,
  ): Promise<Response> {
    const headers = new Headers({
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      ...this.#headers,
      ...more,
    });
    const cookies = this.jar.header(url);
    if (cookies) headers.set('cookie', cookies);
    if (method !== 'GET' && method !== 'HEAD' && !headers.has('origin') && referrer)
      headers.set('origin', referrer.origin);
    if (referrer && !headers.has('sec-fetch-site'))
      headers.set('sec-fetch-site', referrer.origin === url.origin ? 'same-origin' : 'same-site');
    if (typeof body === 'string' && !headers.has('content-type'))
      headers.set('content-type', 'application/x-www-form-urlencoded');
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers,
      ...(body === undefined ? {} : { body }),
    });
    this.jar.store(url, response.headers.getSetCookie());
    return response;
  }
}

/** One answer, read as a page. */
export class WebPage {
  readonly browser: Browser;
  readonly url: URL;
  readonly response: Response;
  readonly body: string;
  readonly root: HTMLElement;

  constructor(browser: Browser, url: URL, response: Response, body: string) {
    this.browser = browser;
    this.url = url;
    this.response = response;
    this.body = body;
    this.root = parse(body);
    if (this.isHtml && body) refuseUntranslated(this);
  }

  get status(): number {
    return this.response.status;
  }

  get isHtml(): boolean {
    return (this.response.headers.get('content-type') ?? '').startsWith('text/html');
  }

  json<T = Record<string, unknown>>(): T {
    return JSON.parse(this.body) as T;
  }

  get lang(): string | undefined {
    return this.root.querySelector('html')?.getAttribute('lang');
  }

  get dir(): string | undefined {
    return this.root.querySelector('html')?.getAttribute('dir');
  }

  /** The words of the page, in one line. */
  get text(): string {
    return textOf(this.root.querySelector('body') ?? this.root);
  }

  get heading(): string {
    return this.all('h1').map(textOf).join(' / ');
  }

  all(selector: string): HTMLElement[] {
    return this.root.querySelectorAll(selector);
  }

  find(selector: string): HTMLElement {
    const found = this.root.querySelector(selector);
    if (!found)
      throw new Error(`${this.url.pathname} (${this.status}) has no ${selector}: ${this.text.slice(0, 400)}`);
    return found;
  }

  /** Names of the fields that the forms of the page ask for. */
  get fields(): string[] {
    return [...new Set(this.all('input[name], select[name], textarea[name], button[name]').map(nameOf))];
  }

  /** Values of the radios, boxes or buttons of one name. */
  choices(name: string): string[] {
    return this.all(`[name="${name}"]`).map(found => found.getAttribute('value') ?? '');
  }

  value(name: string): string {
    const field = this.find(`[name="${name}"]`);
    return field.tagName === 'TEXTAREA' ? field.textContent : (field.getAttribute('value') ?? '');
  }

  /** The form that has these fields; the first such. */
  form(...names: readonly string[]): HTMLElement {
    const form = this.all('form').find(candidate =>
      names.every(name => candidate.querySelector(`[name="${name}"]`) !== null),
    );
    if (!form)
      throw new Error(
        `${this.url.pathname} (${this.status}) has no form with ${names.join(', ')}; it has ${this.fields.join(', ')}: ${this.text.slice(0, 400)}`,
      );
    return form;
  }

  /** Fills a form by the names of its fields and sends it; what is not named keeps what the page says. */
  submit(
    values: Readonly<Record<string, string | readonly string[]>>,
    options: Omit<OpenOptions, 'method' | 'body'> & { form?: HTMLElement } = {},
  ): Promise<WebPage> {
    const form = options.form ?? this.form(...Object.keys(values));
    const data = new URLSearchParams();
    for (const [name, value] of defaultsOf(form)) if (!(name in values)) data.append(name, value);
    for (const [name, value] of Object.entries(values))
      for (const one of typeof value === 'string' ? [value] : value) data.append(name, one);
    const action = new URL(form.getAttribute('action') || this.url.href, this.url);
    const { form: _, ...rest } = options;
    if ((form.getAttribute('method') ?? 'get').toLowerCase() === 'get') {
      action.search = data.toString();
      return this.browser.open(action, rest, this.url);
    }
    return this.browser.open(action, { ...rest, method: 'POST', body: data }, this.url);
  }

  /** Follows the first link whose words match, or whose address does. */
  follow(link: string | RegExp, options: OpenOptions = {}): Promise<WebPage> {
    return this.browser.open(this.link(link), options, this.url);
  }

  link(link: string | RegExp): URL {
    const matches = (text: string) => (typeof link === 'string' ? text.includes(link) : link.test(text));
    const found = this.all('a[href]').find(
      anchor => matches(textOf(anchor)) || matches(anchor.getAttribute('href') ?? ''),
    );
    if (!found)
      throw new Error(
        `${this.url.pathname} (${this.status}) has no link ${link}: ${this.text.slice(0, 400)}`,
      );
    return new URL(found.getAttribute('href') ?? '', this.url);
  }
}

export function textOf(element: HTMLElement): string {
  return element.textContent.replace(/[\s\u2066-\u2069\u061c]+/g, ' ').trim();
}

const nameOf = (element: HTMLElement) => element.getAttribute('name') ?? '';

/** What a browser sends when nobody touches the form: no buttons, no box that is not ticked. */
function defaultsOf(form: HTMLElement): [string, string][] {
  const sent: [string, string][] = [];
  for (const field of form.querySelectorAll('input[name], select[name], textarea[name]')) {
    if (field.hasAttribute('disabled')) continue;
    const type = (field.getAttribute('type') ?? '').toLowerCase();
    if (field.tagName === 'SELECT') {
      const option = field.querySelector('option[selected]') ?? field.querySelector('option');
      sent.push([nameOf(field), option?.getAttribute('value') ?? option?.textContent ?? '']);
    } else if (field.tagName === 'TEXTAREA') sent.push([nameOf(field), field.textContent]);
    else if (['submit', 'button', 'image', 'reset', 'file'].includes(type)) continue;
    else if (!['radio', 'checkbox'].includes(type) || field.hasAttribute('checked'))
      sent.push([nameOf(field), field.getAttribute('value') ?? (type === 'checkbox' ? 'on' : '')]);
  }
  return sent;
}

/** Names that the standards give, and developers look for. */
const PROTOCOL_WORDS = /\b(client_id|client_secret(_basic)?|private_key_jwt|redirect_uris?)\b/g;

/** A page never shows what a programmer forgot: a missing value, an object, a function, a key of a dictionary. */
function refuseUntranslated(page: WebPage): void {
  const attributes = page
    .all('[title], [aria-label], [alt], [placeholder]')
    .flatMap(element =>
      ['title', 'aria-label', 'alt', 'placeholder'].map(name => element.getAttribute(name) ?? ''),
    );
  const prose = parse(page.body);
  // Programs that are shown as such.
  for (const program of prose.querySelectorAll('pre')) program.remove();
  const text = [textOf(prose.querySelector('body') ?? prose), ...attributes].join('\n');
  const where = `${page.url.pathname} (${page.status})`;
  expect(text, where).not.toMatch(/\bundefined\b|\bNaN\b|\[object |=> |\bInvalid Date\b/);
  // A key that stands for a word: managing_director, me.log.kinds. Where keys belong they are set as code.
  const words = parse(page.body);
  for (const code of words.querySelectorAll(
    '.code, code, .id, pre, select, textarea, [dir="ltr"], td [lang]',
  ))
    code.remove();
  const said = textOf(words.querySelector('body') ?? words).replace(PROTOCOL_WORDS, '');
  expect(said, where).not.toMatch(
    /(?<![\w@/.-])[a-z]+(_[a-z]+)+(?![\w.])|(?<![\w@/.-])(me|admin|flow|common|errors|faults|fields|window)\.[a-z]\w+/,
  );
  expect(page.body, where).not.toMatch(/&amp;(lt|gt|quot|amp|#39);/);
}
