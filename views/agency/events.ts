import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import { when } from '../parts/when.ts';
import type { EventsData } from './data.ts';
import { agencyHead, agencyLayout } from './shell.ts';

/** What happened to the officers and clients of an agency, newest first. */
export function eventsPage(page: Page, data: EventsData): Html {
  const t = page.t.agencies;
  const kinds: Readonly<Record<string, string | undefined>> = t.kinds;
  return agencyLayout(
    page,
    data,
    { title: t.events.title(data.agency.name), current: 'events' },
    html`${agencyHead(page, data, t.events.heading, t.events.lede)}
${
  data.rows.length === 0
    ? html`<p class="dim">${t.events.none}</p>`
    : html`<table class="t fold"><caption class="vh">${t.events.heading}</caption>
<thead><tr><th scope="col">${t.events.what}</th><th scope="col">${t.events.about}</th><th scope="col">${t.events.by}</th><th scope="col">${t.events.when}</th></tr></thead>
<tbody>${data.rows.map(
        row => html`
<tr><th scope="row">${kinds[row.kind.split('.')[1] ?? ''] ?? t.kinds.other}<br>${code(row.tracking)}</th>
<td data-label="${t.events.about}">${row.about === undefined ? t.events.agency : name(row.about)}</td>
<td data-label="${t.events.by}">${name(row.by)}</td>
<td data-label="${t.events.when}">${when(page, row.at)}</td></tr>`,
      )}</tbody></table>`
}
${more(page, data.more, t.events.older)}`,
  );
}
