import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { unrecognisedLink } from '../cases/unrecognised-link.ts';
import { icon } from '../parts/icon.ts';
import { name, rich } from '../parts/rich.ts';
import { tag } from '../parts/tag.ts';
import { lawDate, when } from '../parts/when.ts';
import type { RecordEntry } from './data.ts';

/** Lines of the record. `clock`: the day stands above, so only the time is shown. */
export function log(page: Page, entries: readonly RecordEntry[], clock = false): Html {
  return html`<ol class="log">${entries.map(entry => line(page, entry, clock))}</ol>`;
}

function line(page: Page, entry: RecordEntry, clock: boolean): Html {
  const t = page.t.me.log;
  return html`
<li${!clock && html` class="dated"`}>${when(page, entry.at, clock ? 'time' : 'short')}<div>${heading(page, entry)}${text(page, entry)}${actor(
    page,
    entry,
  )}${entry.officer && helped(page, entry.officer)}<p class="xs dim">${t.tracking} <span class="code">${entry.tracking}</span> · <a href="/me/record/${entry.id}/proof">${page.t.record.proof}</a></p>${
    doubtful.includes(entry.kind) && html`<p>${unrecognisedLink(page, entry.id)}</p>`
  }</div><div>${basisTag(page, entry)}</div></li>`;
}

/** Who did it, where it was not the reader himself at a screen. */
function actor(page: Page, { byOther, software }: RecordEntry): Renderable {
  const t = page.t.me.log;
  if (software)
    return html`<p class="s dim">${software.maker ? rich(slot => t.softwareOf(slot(name(software.maker ?? '')))) : t.softwareOfYours}</p>`;
  return byOther && html`<p class="s dim">${t.other}</p>`;
}

function helped(page: Page, officer: NonNullable<RecordEntry['officer']>): Html {
  return html`<p class="s">${rich(slot => page.t.counters.helpedBy(slot(name(officer.name)), slot(name(officer.counter))))}</p>`;
}

/** What somebody else may have done in the reader's name. */
const doubtful: readonly RecordEntry['kind'][] = ['released', 'signedIn', 'consentGiven', 'counterBegun'];

function heading(page: Page, entry: RecordEntry): Html {
  const { kinds } = page.t.me.log;
  const system =
    entry.system &&
    html`<b>${name(entry.system)}</b>${entry.agency && html` <span class="dim">${name(entry.agency)}</span>`}`;
  if (entry.kind === 'released' || entry.kind === 'refused') return html`<p>${system}</p>`;
  const what = kinds[entry.kind];
  return system ? html`<p>${system}</p><p>${what}</p>` : html`<p><b>${what}</b></p>`;
}

function text(page: Page, entry: RecordEntry): Html {
  const t = page.t.me.log;
  const subject = entry.subject ? name(entry.subject) : page.t.me.yourself;
  return html`${
    entry.purpose && html`<p>${rich(slot => t.purpose(slot(name(entry.purpose ?? '')), slot(subject)))}</p>`
  }${
    !entry.purpose && entry.subject && html`<p>${rich(slot => t.subject(slot(subject)))}</p>`
  }${entry.kind === 'signInRefused' && html`<p class="s">${t.signInRefusedText}</p>`}${law(page, entry)}${
    entry.reason && reasonOf(page, entry.reason)
  }${fields(page, entry)}`;
}

function law(page: Page, entry: RecordEntry): Renderable {
  const { basis } = entry;
  if (basis?.type !== 'law') return undefined;
  const origin = html`${basis.title}${basis.body && html`${page.t.common.comma}${basis.body}`}${
    basis.date && html`${page.t.common.comma}${lawDate(page, basis.date)}`
  }`;
  return html`<p class="s">${rich(slot => page.t.me.log.byLawText(slot(origin)))}</p>`;
}

function reasonOf(page: Page, reason: string): Renderable {
  const reasons: Readonly<Record<string, string | undefined>> = page.t.me.log.reasons;
  return reasons[reason] && html`<p class="s">${reasons[reason]}</p>`;
}

function fields(page: Page, entry: RecordEntry): Renderable {
  const count = entry.fields.length;
  if (count === 0) return undefined;
  const n = page.format.number(count);
  const summary = entry.kind === 'released' ? page.t.me.log.released(n, count) : page.t.me.fields(n, count);
  return html`<details><summary>${summary}${icon(page, 'down')}</summary><p class="s">${page.format.list(entry.fields)}</p></details>`;
}

function basisTag(page: Page, entry: RecordEntry): Renderable {
  const t = page.t.me.log;
  const { basis } = entry;
  if (entry.kind === 'refused') return tag(page, 'plain', 'cross', t.kinds.refused);
  if (basis?.type === 'law') return tag(page, 'law', 'law', t.byLaw);
  if (basis?.type !== 'consent') return undefined;
  const shown = tag(page, 'brand', 'consent', t.byConsent);
  return basis.id ? html`<a class="plain" href="/me/consents/${basis.id}">${shown}</a>` : shown;
}
