import type { StreamHealth } from '../../src/events/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { adminLayout } from './shell.ts';

export interface StreamLine extends StreamHealth {
  /** Name of the client. */
  readonly client: string;
  readonly dead: boolean;
}

export interface StreamsData {
  readonly rows: readonly StreamLine[];
  /** On all pages. */
  readonly dead: number;
  readonly more: string | undefined;
  readonly mayChange: boolean;
}

const looks = {
  enabled: ['ok', 'check'],
  paused: ['wait', 'clock'],
  disabled: ['bad', 'cross'],
  dead: ['bad', 'cross'],
} as const;

/** The streams of all systems: which receivers take their events, and which have stopped. */
export function streamsPage(page: Page, { rows, dead, more: next, mayChange }: StreamsData): Html {
  const t = page.t.streams;
  return adminLayout(
    page,
    { title: t.title, current: 'deliveries' },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack"><p><a href="/admin/deliveries">${t.back}</a></p>
${
  rows.length === 0
    ? html`<p class="dim">${t.none}</p>`
    : html`${note(page, dead > 0 ? 'bad' : 'ok', dead > 0 ? 'cross' : 'check', html`<p><strong>${t.dead(page.format.number(dead), dead)}</strong></p>`)}
<section class="sec stack" aria-label="${t.title}">
<table class="t fold"><caption class="vh">${t.title}</caption>
<thead><tr><th scope="col">${t.client}</th><th scope="col">${t.delivery}</th><th scope="col">${t.state}</th><th scope="col">${t.lag}</th>${mayChange && html`<th scope="col">${t.change}</th>`}</tr></thead>
<tbody>${rows.map(row => line(page, row, mayChange))}</tbody></table>${more(page, next)}</section>`
}</div>`,
  );
}

function line(page: Page, row: StreamLine, mayChange: boolean): Html {
  const t = page.t.streams;
  const { stream } = row;
  const state = row.dead ? 'dead' : stream.status;
  const [kind, sign] = looks[state];
  const kinds = stream.kinds.length;
  return html`
<tr><th scope="row"><a href="/admin/clients/${stream.clientId}">${name(row.client)}</a><br>${code(stream.clientId)}</th>
<td class="flush">${t.methods[stream.delivery.method]}<br><span class="s dim">${t.events(page.format.number(kinds), kinds)}</span></td>
<td class="flush">${tag(page, kind, sign, t.states[state])}${reason(page, row)}</td>
<td class="flush">${row.lag > 0 ? lag(page, row.lag) : t.noLag}<br><span class="s dim">${
    stream.deliveredAt ? html`${t.delivered} ${when(page, stream.deliveredAt)}` : t.never
  }</span></td>${mayChange && html`<td class="flush">${button(page, row)}</td>`}</tr>`;
}

/** Why it is off, and what the receiver answered last. */
function reason(page: Page, { stream }: StreamLine): Html {
  const t = page.t.streams;
  const { failures, answered } = page.t.admin.deliveries;
  const reasons: Readonly<Record<string, string>> = t.reasons;
  const lines: (string | Html)[] = [];
  if (stream.status !== 'enabled') lines.push(reasons[stream.reason ?? ''] ?? t.reasons.other);
  if (stream.attempts > 0) lines.push(t.tries(page.format.number(stream.attempts), stream.attempts));
  const said = /^receiver_(\w+)$/.exec(stream.failure ?? '')?.[1];
  if (said) lines.push(html`${t.receiverSaid} ${code(said)}`);
  else if (stream.httpStatus !== null && stream.httpStatus >= 300)
    lines.push(answered(page.format.digits(String(stream.httpStatus))));
  else if (stream.failure !== null)
    lines.push((failures as Readonly<Record<string, string>>)[stream.failure] ?? failures.unexpected);
  if (stream.refused > 0) lines.push(t.refused(page.format.number(stream.refused), stream.refused));
  return html`${lines.map(one => html`<br><span class="s dim">${one}</span>`)}`;
}

function lag(page: Page, seconds: number): string {
  const say = (value: number, unit: 'seconds' | 'minutes' | 'hours' | 'days') =>
    page.t.streams.lagOf(page.format.number(Math.floor(value)), unit);
  if (seconds < 60) return say(Math.max(1, seconds), 'seconds');
  if (seconds < 3_600) return say(seconds / 60, 'minutes');
  return seconds < 86_400 ? say(seconds / 3_600, 'hours') : say(seconds / 86_400, 'days');
}

function button(page: Page, { stream, client }: StreamLine): Html {
  const t = page.t.streams;
  const [path, words] = stream.status === 'enabled' ? ['pause', t.pause] : ['resume', t.resume];
  return html`<form method="post" action="/admin/streams/${stream.id}/${path}"><button class="btn line sm">${words}<span class="vh">: ${client}</span></button></form>`;
}
