/** "You already have this": which fields of a form are known, where, and the way in. */
import { type Html, html, safeHref } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { nuqta, nuqtaRow } from '../parts/nuqta.ts';
import { registryLink } from '../parts/registry.ts';
import type { NamedRegistry } from './data.ts';

export interface AlreadyData {
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly registry: NamedRegistry | undefined;
  }[];
  /** Where the form belongs, when it is connected. */
  readonly system: { readonly name: string; readonly signInUrl: string | undefined } | undefined;
}

export function alreadyPage(page: Page, data: AlreadyData): Html {
  const t = page.t.overlap.already;
  const known = data.fields.filter(({ registry }) => registry !== undefined);
  const said = data.fields.filter(({ registry }) => registry === undefined);
  const { number } = page.format;
  return layout(
    page,
    { title: t.title },
    html`<div class="head"><h1>${data.fields.length === 0 ? t.nothing : t.heading(number(known.length), known.length)}</h1><p class="lede">${t.lede}</p></div>
${
  data.fields.length > 0 &&
  html`${nuqtaRow(known.length, said.length)}
<ul class="reg">${data.fields.map(
    field =>
      html`<li><h2><a href="/catalogue/${field.key}">${field.label}</a></h2><p class="dim">${field.registry ? html`${nuqta('register', 't-brand')} ${registryLink(field.registry)}` : html`${nuqta('self')} ${t.once}`}</p></li>`,
  )}</ul>`
}
${
  data.system?.signInUrl
    ? html`<p class="mt4"><a class="btn" href="${safeHref(data.system.signInUrl)}">${icon(page, 'enter', { flip: true })}${t.enter(data.system.name)}</a></p>`
    : html`<p class="mt4">${t.notConnected}</p>`
}`,
  );
}
