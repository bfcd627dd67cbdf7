import type { Emergency, EmergencyInput } from '../../src/admin/emergency.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { more } from '../parts/more.ts';
import { code, name } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { adminLayout } from './shell.ts';

export interface EmergencyRow {
  readonly emergency: Emergency;
  /** Names of staff. */
  readonly person: string;
  readonly askedBy: string;
  readonly confirmedBy: string | undefined;
  readonly endedBy: string | undefined;
  /** The reader is neither who asked nor whom it is for. */
  readonly mayConfirm: boolean;
}

export interface EmergencyData {
  readonly rows: readonly EmergencyRow[];
  readonly more: string | undefined;
  readonly mayChange: boolean;
  readonly form: EmergencyInput;
  readonly error: string | undefined;
  readonly most: number;
}

/** Breaking the glass: who is an administrator for some hours, by whose word. */
export function emergencyPage(page: Page, data: EmergencyData): Html {
  const t = page.t.emergency;
  return adminLayout(
    page,
    { title: t.title, current: 'emergency', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<section class="stack" aria-labelledby="list"><h2 id="list">${t.list}</h2>
${data.rows.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="stack">${data.rows.map(row => line(page, row, data.mayChange))}</ul>`}${more(page, data.more)}</section>
${data.mayChange && form(page, data)}`,
  );
}

const looks = { waits: ['wait', 'clock'], holds: ['bad', 'warn'], over: ['plain', 'lock'] } as const;

function line(page: Page, row: EmergencyRow, mayChange: boolean): Html {
  const t = page.t.emergency;
  const { emergency } = row;
  const [kind, iconName] = looks[emergency.state];
  const { moment, number } = page.format;
  return html`<li class="card stack g2"><div class="row between"><h3>${name(row.person)}</h3>${tag(page, kind, iconName, t.states[emergency.state])}</div>
<p>${t.forHours(number(emergency.hours))} ${code(emergency.reference)}</p>
<p class="s dim">${t.askedBy(row.askedBy, moment(emergency.askedAt))}${row.confirmedBy && html` ${t.confirmedBy(row.confirmedBy)}`}${row.endedBy && html` ${t.endedBy(row.endedBy)}`}${emergency.state !== 'over' && html` ${t.until(moment(emergency.until))}`}</p>
${mayChange && emergency.state !== 'over' && answers(page, row)}</li>`;
}

function answers(page: Page, { emergency, person, mayConfirm }: EmergencyRow): Renderable {
  const t = page.t.emergency;
  const button = (path: string, text: string, kind: string) =>
    html`<form method="post" action="/admin/emergency/${emergency.id}/${path}"><button class="btn ${kind} sm">${text}<span class="vh">: ${person}</span></button></form>`;
  const waits = emergency.state === 'waits';
  return html`<div class="row">${waits && mayConfirm && button('confirmation', t.confirm, 'bad')}${button('end', t.end, 'line')}</div>${waits && !mayConfirm && html`<p class="s">${t.second}</p>`}`;
}

function form(page: Page, { form, error, most }: EmergencyData): Html {
  const t = page.t.emergency;
  return html`<section class="sec stack" aria-labelledby="ask"><h2 id="ask">${t.ask}</h2>
${error && note(page, 'bad', 'warn', html`<p role="alert"><b>${error}</b></p>`)}
<form method="post" action="/admin/emergency" class="stack"><div class="grid2">
${field(page, { name: 'identifier', label: t.identifier, value: form.identifier, dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', required: true })}
${field(page, { name: 'reference', label: t.reference, hint: t.referenceHint, value: form.reference, dir: 'ltr', autocomplete: 'off', required: true })}
${field(page, { name: 'hours', label: t.hours, hint: t.hoursHint(page.format.number(most)), value: page.format.digits(form.hours), dir: 'ltr', inputmode: 'numeric', required: true })}
</div><div class="row"><button class="btn bad">${t.submit}</button></div></form></section>`;
}
