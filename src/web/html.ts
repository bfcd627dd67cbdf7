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
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign);
}

/** An address that may stand in href: http, https or our own path; anything else (javascript:, data:) is '#'. */
export function safeHref(address: string): string {
  return /^(https?:\/\/|\/(?!\/))/i.test(address) ? address : '#';
}
