import { type Html, html } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { layout } from './layout.ts';

/** An honest statement: what is done, what is not, and how to tell us. */
export function accessibilityPage(page: Page): Html {
  const t = page.t.window.accessibility;
  const d = t.doesList;
  const l = t.limitsList;
  return layout(
    page,
    { title: t.title },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g5 read">
<section class="stack g3"><h2>${t.does}</h2>
<ul class="bullets">${items([d.standard, d.script, d.keyboard, d.colour, d.zoom, d.wishes])}</ul></section>
<section class="stack g3"><h2>${t.limits}</h2>
<ul class="bullets">${items([l.people, l.time, l.others])}</ul></section>
<section class="stack g3"><h2>${t.tell}</h2><p>${t.tellText}</p></section>
</div>`,
  );
}

function items(lines: readonly string[]): Html[] {
  return lines.map(line => html`<li>${line}</li>`);
}
