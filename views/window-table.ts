import { type Html, html, type Renderable, safeHref } from '../src/web/html.ts';
import type { Page } from '../src/web/page.ts';
import { nuqta } from './parts/nuqta.ts';
import { name } from './parts/rich.ts';
import { processIcon, type WindowData, type WindowProcess, type WindowSystem } from './window.ts';

/** Rows by agency, columns by business process; on a phone each row becomes a short paragraph. */
export function systemTable(page: Page, data: WindowData): Html {
  const t = page.t.window;
  const heads = t.heads as Readonly<Record<string, string | undefined>>;
  return html`<table class="mx">
<caption class="vh">${t.caption}</caption>
<thead><tr><th class="l c-own" scope="col">${t.owner}</th><th class="l c-sys" scope="col">${t.system}</th>${data.processes.map(
    process =>
      html`<th scope="col">${processIcon(page, process.key)}${heads[process.key] ?? process.name}</th>`,
  )}<th class="c-go" scope="col"><span class="vh">${t.address}</span></th></tr></thead>
${data.owners.map(
  owner => html`<tbody>${owner.systems.map(
    (system, at) => html`
<tr${system.signInUrl && html` class="on"`}>${
      at === 0 &&
      html`<th scope="rowgroup" rowspan="${owner.systems.length}">${owner.name}${
        owner.count > 1 && html` <span class="dim">${page.format.number(owner.count)}</span>`
      }</th>`
    }<td class="sys"><a href="/systems/${system.number}">${name(system.name)}</a>${system.state !== 'none' && html`<br><span class="dim xs">${page.t.directory.connections[system.state]}</span>`}</td>${data.processes.map(
      process => cell(system, process),
    )}<td class="go">${address(page, system)}</td></tr>`,
  )}
</tbody>
`,
)}</table>`;
}

function cell(system: WindowSystem, process: WindowProcess): Html {
  return system.processes.includes(process.key)
    ? html`<td class="y">${nuqta('register')}<span class="vh">${process.name}</span></td>`
    : html`<td class="no"></td>`;
}

function address(page: Page, system: WindowSystem): Renderable {
  const t = page.t.window;
  if (system.signInUrl)
    return html`<a class="btn sm" href="${safeHref(system.signInUrl)}">${t.enterShort}<span class="vh">: ${system.name}</span></a>`;
  return (
    system.url &&
    html`<a class="quiet" href="${safeHref(system.url)}" rel="noreferrer">${hostOf(system.url)}</a>`
  );
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
