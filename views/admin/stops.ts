/** The kill switch: what is stopped, who has to decide next, and the form that stops an agency. */
import type { Stop } from '../../src/clients/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { adminLayout } from './shell.ts';

export interface StopRow {
  readonly stop: Stop;
  /** Of the client or the agency, in the reader's language. */
  readonly over: string;
  readonly stoppedBy: string;
  readonly confirmedBy: string | undefined;
  readonly liftAskedBy: string | undefined;
  readonly liftedBy: string | undefined;
  /** The reader may take the next decision: he is not the one who took the last. */
  readonly mayDecide: boolean;
}

export interface StopsData {
  readonly rows: readonly StopRow[];
  readonly more: string | undefined;
  readonly agencies: readonly { readonly value: string; readonly label: string }[];
  readonly mayChange: boolean;
  /** Answers what somebody else began: confirms it, or lifts it. */
  readonly mayAnswer: boolean;
  readonly agency: string;
  readonly reason: string;
  readonly error: string | undefined;
}

export function stopsPage(page: Page, data: StopsData): Html {
  const t = page.t.stops;
  return adminLayout(
    page,
    { title: t.title, current: 'stops', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<section class="stack" aria-labelledby="stops"><h2 id="stops">${t.list}</h2>
${data.rows.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="stack">${data.rows.map(row => line(page, row, data))}</ul>`}
${more(page, data.more)}</section>
${data.mayChange && form(page, data)}`,
  );
}

function line(page: Page, row: StopRow, data: StopsData): Html {
  const t = page.t.stops;
  const { stop } = row;
  const { moment } = page.format;
  const holds = stop.state !== 'lifted';
  return html`<li class="card stack g2"><div class="row between"><h3>${'agency' in stop.over ? t.overAgency(row.over) : t.overClient(row.over)}</h3>${tag(page, holds ? 'bad' : 'ok', holds ? 'lock' : 'check', t.states[stop.state])}</div>
<p>«${name(stop.reason)}»</p>
<p class="s dim">${t.stoppedBy(row.stoppedBy, moment(stop.stoppedAt))}${stop.state === 'unconfirmed' && html` ${t.confirmBy(moment(stop.confirmBy))}`}${row.confirmedBy && html` ${t.confirmedBy(row.confirmedBy)}`}${row.liftAskedBy && html` ${t.liftAskedBy(row.liftAskedBy)}`}${row.liftedBy && stop.liftedAt && html` ${t.liftedBy(row.liftedBy, moment(stop.liftedAt))}`}</p>
${data.mayAnswer && holds && (data.mayChange || stop.state !== 'confirmed') && answers(page, row)}</li>`;
}

function answers(page: Page, { stop, over, mayDecide }: StopRow): Renderable {
  const t = page.t.stops;
  if (!mayDecide) return html`<p class="s">${t.own}</p>`;
  const button = (path: string, text: string, kind: string) =>
    html`<form method="post" action="/admin/stops/${stop.id}/${path}"><button class="btn ${kind} sm">${text}<span class="vh">: ${over}</span></button></form>`;
  return html`<div class="row">${stop.state === 'unconfirmed' && button('confirmation', t.confirm, 'bad')}${button('lifting', stop.state === 'confirmed' ? t.askLift : t.lift, 'line')}</div>`;
}

function form(page: Page, data: StopsData): Html {
  const t = page.t.stops;
  const wrong = data.agency === '' ? 'agency' : 'reason';
  const told = (name: typeof wrong) => (data.error && name === wrong ? { error: data.error } : {});
  return html`<section class="sec stack" aria-labelledby="make"><h2 id="make">${t.make}</h2>
${data.error && note(page, 'bad', 'warn', html`<p role="alert"><a href="#${wrong}"><b>${data.error}</b></a></p>`)}
<form method="post" action="/admin/stops" class="stack">
${field(page, { name: 'agency', label: t.agency, ...told('agency'), value: data.agency, required: true, options: [{ value: '', label: t.choose }, ...data.agencies] })}
${field(page, { name: 'reason', label: t.reason, ...told('reason'), value: data.reason, rows: 2, required: true })}
<div class="row"><button class="btn bad">${t.stop}</button></div></form></section>`;
}
