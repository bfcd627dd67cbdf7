import type { Delivery, DeliveryState } from '../../src/signals/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { adminLayout } from './shell.ts';

export interface DeliveryRow {
  readonly delivery: Delivery;
  /** Name of the client. */
  readonly client: string;
}

export interface DeliveriesData {
  readonly rows: readonly DeliveryRow[];
  readonly counts: Readonly<Partial<Record<DeliveryState, number>>>;
  readonly state: DeliveryState | undefined;
  /** Client id that the list is narrowed to, or empty. */
  readonly client: string;
  readonly more: string | undefined;
  readonly mayChange: boolean;
}

const looks = {
  waiting: ['wait', 'clock'],
  delivered: ['ok', 'check'],
  given_up: ['bad', 'cross'],
} as const;
const states = ['waiting', 'delivered', 'given_up'] as const;

/** What client systems were told, what waits for its next try and what was given up; the newest first. */
export function deliveriesPage(page: Page, data: DeliveriesData): Html {
  const t = page.t.admin.deliveries;
  const options = [
    { value: '', label: t.anyState },
    ...states.map(state => {
      const count = data.counts[state];
      const label = t.states[state];
      return { value: state, label: count === undefined ? label : `${label} (${page.format.number(count)})` };
    }),
  ];
  return adminLayout(
    page,
    { title: t.title, current: 'deliveries' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<p><a href="/admin/streams">${page.t.streams.link}</a></p>
<form method="get" action="/admin/deliveries" role="search" class="stack">
<div class="grid2">
${field(page, { name: 'client', label: t.clientId, value: data.client, dir: 'ltr', autocomplete: 'off' })}
${field(page, { name: 'state', label: t.state, value: data.state ?? '', options })}
</div>
<div class="row"><button class="btn line">${icon(page, 'search')}${t.submit}</button></div>
</form>
<section class="sec stack" aria-labelledby="found"><h2 id="found">${t.found(page.format.number(data.rows.length), data.rows.length)}</h2>
${data.rows.length === 0 ? html`<p class="dim">${t.none}</p>` : table(page, data)}
${more(page, data.more, t.more)}
</section>`,
  );
}

function table(page: Page, data: DeliveriesData): Html {
  const t = page.t.admin.deliveries;
  return html`<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col">${t.client}</th><th scope="col">${t.what}</th><th scope="col">${t.state}</th><th scope="col">${t.tries}</th>${data.mayChange && html`<th scope="col">${t.change}</th>`}</tr></thead>
<tbody>${data.rows.map(row => line(page, row, data.mayChange))}</tbody></table>`;
}

function line(page: Page, { delivery, client }: DeliveryRow, mayChange: boolean): Html {
  const t = page.t.admin.deliveries;
  const [kind, sign] = looks[delivery.state];
  return html`
<tr><th scope="row"><a href="/admin/clients/${delivery.clientId}">${name(client)}</a><br>${code(delivery.clientId)}</th>
<td class="flush">${t.kinds[delivery.kind]}<br><span class="s dim">${when(page, delivery.createdAt)}</span></td>
<td class="flush">${tag(page, kind, sign, t.states[delivery.state])}<br><span class="s dim">${outcome(page, delivery)}</span></td>
<td class="flush">${t.triesOf(page.format.number(delivery.attempts), delivery.attempts)}${
    delivery.nextTryAt && html`<br><span class="s dim">${t.next} ${when(page, delivery.nextTryAt)}</span>`
  }</td>${
    mayChange &&
    html`<td class="flush">${
      delivery.state !== 'delivered' &&
      html`<form method="post" action="/admin/deliveries/${delivery.id}/retry"><button class="btn line sm">${t.retry}<span class="vh">: ${client}</span></button></form>`
    }</td>`
  }</tr>`;
}

/** What the client answered at the last try, or why it did not. */
function outcome(page: Page, { status, failure, attempts }: Delivery): string {
  const t = page.t.admin.deliveries;
  if (status !== null) return t.answered(page.format.digits(String(status)));
  if (failure === null) return attempts === 0 ? t.notTried : '';
  const failures: Readonly<Record<string, string>> = t.failures;
  return failures[failure] ?? t.failures.unexpected;
}
