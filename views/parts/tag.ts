import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from './icon.ts';

/** What a colour means; never the only sign of it. `law` is never used for consent, nor `brand` for law. */
export type Kind = 'plain' | 'ok' | 'wait' | 'bad' | 'law' | 'brand';

/** One to three words with an icon. */
export function tag(page: Page, kind: Kind, iconName: string, text: Renderable): Html {
  return html`<span class="${named('tag', kind)}">${icon(page, iconName)}${text}</span>`;
}

/** A notice: wash, icon, and a content that begins with a bold sentence. */
export function note(page: Page, kind: Kind, iconName: string, content: Html): Html {
  return html`<div class="${named('note', kind)}">${icon(page, iconName)}${content}</div>`;
}

function named(base: string, kind: Kind): string {
  return kind === 'plain' ? base : `${base} ${kind}`;
}
