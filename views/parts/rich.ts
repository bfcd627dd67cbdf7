import { type Html, html, type Renderable } from '../../src/web/html.ts';

/**
 * A sentence of i18n with markup at its blanks: `rich(slot => t.about(slot(html`<b>…</b>`)))`. The sentence stays
 * whole in the dictionary, where each language puts the blanks in its own order.
 */
export function rich(say: (slot: (content: Renderable) => string) => string): Html {
  const contents: Renderable[] = [];
  const sentence = say(content => `\u0001${contents.push(content) - 1}\u0001`);
  return html`${sentence.split('\u0001').map((part, at) => (at % 2 === 0 ? part : contents[Number(part)]))}`;
}

/**
 * A name that somebody typed: isolated, so that its script does not turn the sentence around; what stands in Arabic
 * script is read as Persian also on an English page.
 */
export function name(text: string): Html {
  return /[\u0600-\u06ff]/.test(text) ? html`<bdi lang="fa">${text}</bdi>` : html`<bdi>${text}</bdi>`;
}

/**
 * An identifier, address or number in its own direction, digits in the reader's script. A code that has Latin letters
 * stays as it is, so that it can be copied into a form.
 */
export function identifier(page: { format: { digits(text: string): string } }, text: string): Html {
  return html`<span class="id">${/[a-z]/i.test(text) ? text : page.format.digits(text)}</span>`;
}

/** A machine's word: codes, addresses, keys. Latin digits stay. */
export function code(text: string): Html {
  return html`<span class="code url">${text}</span>`;
}
