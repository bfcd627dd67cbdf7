/** The cookies of one browser: by name, host and path, like RFC 6265 without public suffixes. Ports do not separate. */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly expires: number;
  readonly attributes: string;
}

export class CookieJar {
  #cookies: Cookie[] = [];

  store(url: URL, headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = '', ...rest] = header.split(';');
      const at = pair.indexOf('=');
      const attributes = new Map(
        rest.map(part => {
          const [key = '', value = ''] = part.trim().split(/=(.*)/s);
          return [key.toLowerCase(), value];
        }),
      );
      const age = attributes.get('max-age');
      const until = attributes.get('expires');
      const cookie: Cookie = {
        name: pair.slice(0, at).trim(),
        value: pair.slice(at + 1).trim(),
        host: attributes.get('domain')?.replace(/^\./, '') ?? url.hostname,
        path: attributes.get('path')?.startsWith('/') ? (attributes.get('path') ?? '/') : defaultPath(url),
        expires: age !== undefined ? Date.now() + Number(age) * 1000 : until ? Date.parse(until) : Infinity,
        attributes: rest.join(';').trim(),
      };
      this.#cookies = this.#cookies.filter(
        other => other.name !== cookie.name || other.host !== cookie.host || other.path !== cookie.path,
      );
      if (cookie.expires > Date.now()) this.#cookies.push(cookie);
    }
  }

  header(url: URL): string | undefined {
    const sent = this.#cookies
      .filter(
        cookie =>
          cookie.host === url.hostname && cookie.expires > Date.now() && covers(cookie.path, url.pathname),
      )
      .sort((a, b) => b.path.length - a.path.length)
      .map(cookie => `${cookie.name}=${cookie.value}`);
    return sent.length > 0 ? sent.join('; ') : undefined;
  }

  /** What the browser holds, for a test that looks at it: name, path and attributes. */
  list(): readonly Pick<Cookie, 'name' | 'path' | 'attributes'>[] {
    return this.#cookies;
  }

  /** Forgets cookies, like a person who clears them. */
  forget(name?: RegExp): void {
    this.#cookies = name ? this.#cookies.filter(cookie => !name.test(cookie.name)) : [];
  }
}

const defaultPath = (url: URL) => url.pathname.replace(/\/[^/]*$/, '') || '/';
const covers = (path: string, asked: string) =>
  asked === path || (asked.startsWith(path) && (path.endsWith('/') || asked[path.length] === '/'));
