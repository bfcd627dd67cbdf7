/** Accounts of persons that staff stopped: which, by whose word, and the form that stops one. */
import type { Suspension, SuspensionInput } from '../../src/admin/suspension.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { more } from '../parts/more.ts';
import { code } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';
import { adminLayout } from './shell.ts';

export interface SuspensionLine {
  readonly suspension: Suspension;
  /** Names of staff. */
  readonly stoppedBy: string;
  readonly liftAskedBy: string | undefined;
  readonly liftedBy: string | undefined;
  /** The reader may take the next step: another than who took the last. */
  readonly mayAnswer: boolean;
}

export interface SuspensionsData {
  readonly lines: readonly SuspensionLine[];
  readonly more: string | undefined;
  readonly mayChange: boolean;
  /** Lets go on what somebody else asked for. */
  readonly mayDecide: boolean;
  readonly reasons: readonly Suspension['reason'][];
  readonly form: SuspensionInput;
  readonly error: string | undefined;
}

export function suspensionsPage(page: Page, data: SuspensionsData): Html {
  const t = page.t.suspensions;
  return adminLayout(
    page,
    { title: t.title, current: 'suspensions', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<section class="stack" aria-labelledby="list"><h2 id="list">${t.list}</h2>
${data.lines.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="stack">${data.lines.map(line => card(page, line, data))}</ul>`}${more(page, data.more)}</section>
${data.mayChange && form(page, data)}`,
  );
}

const looks = { holds: ['bad', 'lock'], lifting: ['wait', 'clock'], lifted: ['ok', 'check'] } as const;

function card(page: Page, line: SuspensionLine, data: SuspensionsData): Html {
  const t = page.t.suspensions;
  const { suspension } = line;
  const { moment } = page.format;
  const [kind, iconName] = looks[suspension.state];
  const open =
    suspension.state === 'holds' ? data.mayChange : suspension.state === 'lifting' && data.mayDecide;
  return html`<li class="card stack g2"><div class="row between"><h3>${t.byNumber(t.reasons[suspension.reason])} ${code(suspension.reference)}</h3>${tag(page, kind, iconName, t.states[suspension.state])}</div>
<p class="s dim">${t.stoppedBy(line.stoppedBy, moment(suspension.stoppedAt))}${line.liftAskedBy && html` ${t.liftAskedBy(line.liftAskedBy)}`}${line.liftedBy && suspension.liftedAt && html` ${t.liftedBy(line.liftedBy, moment(suspension.liftedAt))}`}</p>
${open && answer(page, line)}</li>`;
}

function answer(page: Page, { suspension, mayAnswer }: SuspensionLine): Renderable {
  const t = page.t.suspensions;
  if (!mayAnswer) return html`<p class="s">${t.second}</p>`;
  return html`<form method="post" action="/admin/suspensions/${suspension.id}/lifting" class="row"><button class="btn line sm">${suspension.state === 'holds' ? t.askLift : t.lift}<span class="vh">: ${suspension.reference}</span></button></form>`;
}

function form(page: Page, { form, error, reasons }: SuspensionsData): Html {
  const t = page.t.suspensions;
  // None beforehand: what nobody chose would stand on the record as the reason.
  const known = reasons.map(value => ({ value: value as string, label: t.reasons[value] }));
  const options = [{ value: '', label: page.t.lookup.choose }, ...known];
  return html`<section class="sec stack" aria-labelledby="make"><h2 id="make">${t.make}</h2>
${error && note(page, 'bad', 'warn', html`<p role="alert"><b>${error}</b></p>`)}
<form method="post" action="/admin/suspensions" class="stack"><div class="grid2">
${field(page, { name: 'identifier', label: t.identifier, value: form.identifier, dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', required: true })}
${field(page, { name: 'reason', label: t.reason, value: form.reason, options, required: true })}
${field(page, { name: 'reference', label: t.reference, hint: t.referenceHint, value: form.reference, dir: 'ltr', autocomplete: 'off', required: true })}
</div><div class="row"><button class="btn bad">${t.submit}</button></div></form></section>`;
}
