/** Administration of the officers of service counters. */
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { more } from '../parts/more.ts';
import { name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { when } from '../parts/when.ts';
import { adminLayout } from './shell.ts';

interface OfficerListed {
  readonly id: string;
  readonly person: string;
  readonly counter: string;
  readonly system: string;
  readonly until: Date;
  readonly state: 'asked' | 'runs' | 'ended';
  readonly mayApprove: boolean;
}

export interface CountersData {
  readonly officers: readonly OfficerListed[];
  readonly more: string | undefined;
  /** Offered while one writes. */
  readonly systems: readonly string[];
  readonly mayChange: boolean;
  readonly form: Readonly<Record<'national_id' | 'counter' | 'client' | 'until', string>>;
  readonly error: string | undefined;
}

const looks = { asked: ['wait', 'clock'], runs: ['ok', 'check'], ended: ['plain', 'ended'] } as const;

export function countersPage(page: Page, data: CountersData): Html {
  const t = page.t.counters.admin;
  return adminLayout(
    page,
    { title: t.title, current: 'counters', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<section class="stack" aria-labelledby="current"><h2 id="current">${t.current}</h2>
${data.officers.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="reg">${data.officers.map(one => line(page, data, one))}</ul>`}
${more(page, data.more)}</section>
${data.mayChange && form(page, data)}`,
  );
}

function line(page: Page, data: CountersData, one: OfficerListed): Html {
  const t = page.t.counters.admin;
  const [kind, iconName] = looks[one.state];
  const button = (what: 'approval' | 'end', words: string, look: string) =>
    html`<form method="post" action="/admin/counters/${one.id}/${what}"><button class="btn ${look} sm">${words}<span class="vh">: ${one.person}, ${one.counter}</span></button></form>`;
  return html`<li><h3>${name(one.person)}</h3><p>${tag(page, kind, iconName, t.states[one.state])}</p>
<p class="dim">${rich(slot => page.t.counters.of(slot(name(one.counter)), slot(name(one.system))))}. ${t.until} ${when(page, one.until, 'date')}</p>${
    (data.mayChange || one.mayApprove) &&
    one.state !== 'ended' &&
    html`<div class="row">${one.mayApprove && button('approval', t.approve, '')}${data.mayChange && button('end', t.end, 'bad')}</div>`
  }</li>`;
}

function form(page: Page, data: CountersData): Html {
  const t = page.t.counters.admin;
  return html`<section class="sec stack" aria-labelledby="make"><h2 id="make">${t.make}</h2>
${data.error && note(page, 'bad', 'warn', html`<p role="alert"><b>${data.error}</b></p>`)}
<form method="post" action="/admin/counters" class="stack">
<div class="grid2 pairs">
${field(page, { name: 'national_id', label: t.nationalId, value: data.form.national_id, inputmode: 'numeric', dir: 'ltr', required: true })}
${field(page, { name: 'counter', label: t.counter, hint: t.counterHint, value: data.form.counter, required: true })}
${field(page, { name: 'client', label: t.system, hint: t.systemHint, value: data.form.client, required: true, autocomplete: 'off', offered: data.systems })}
${field(page, { name: 'until', label: t.until, hint: t.untilHint, value: data.form.until, required: true })}
</div>
<div class="row"><button class="btn">${t.submit}</button></div></form></section>`;
}
