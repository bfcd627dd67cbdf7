/** Typed, auto-escaping HTML: a template tag whose values are escaped unless they are Html themselves. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** false, null and undefined show nothing, so that `condition && html…` reads as it says. */
export type Renderable = Html | string | number | false | null | undefined | readonly Renderable[];

export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, at) => {
    text += render(value) + (strings[at + 1] ?? '');
  });
  return new Html(text);
}

function render(value: Renderable): string {
  if (value instanceof Html) return value.text;
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(render).join('');
  return escapeHtml(String(value));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as text and inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign);
}

/** An address that may stand in href: http, https or our own path; anything else (javascript:, data:) is '#'. */
export function safeHref(address: string): string {
  return /^(https?:\/\/|\/(?!\/))/i.test(address) ? address : '#';
}

const BLOCK =
  /<\/?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|div|section|form|button|summary|details|br|tr|table)\b[^>]*>/g;

/** The words of a piece of html, one line for each block: what a reader was told, for keeping. */
export function textOf(piece: Html): string {
  const plain = piece.text
    .replace(/<\/dt>\s*<dd[^>]*>/g, ': ')
    .replace(BLOCK, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, entity => UNESCAPED[entity] ?? entity);
  return plain
    .split('\n')
    .map(line => line.replace(/[ \t]+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

const UNESCAPED: Record<string, string> = Object.fromEntries(
  Object.entries(ENTITIES).map(([sign, entity]) => [entity, sign]),
);
