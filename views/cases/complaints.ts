/** What people complain of, counted: by system as bars and in a table, by agency, and whether it was answered. */
import type { ComplaintLine, Count } from '../../src/cases/index.ts';
import type { Both } from '../../src/i18n/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Onward } from '../../src/web/onward.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';

type AgencySums = readonly {
  readonly name: Both;
  readonly sums: Readonly<Record<'opened' | 'answered' | 'timely' | 'late', Count>>;
}[];

export interface ComplaintsData {
  /** Those with most first. */
  readonly all: readonly ComplaintLine[];
  /** Pages of the two tables. */
  readonly lines: Onward<ComplaintLine>;
  readonly agencies: Onward<AgencySums[number]>;
}

export function complaintsPage(page: Page, data: ComplaintsData): Html {
  const t = page.t.cases.complaints;
  return layout(
    page,
    { title: t.title },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<div class="stack g5">
${data.all.length === 0 ? html`<p class="dim">${t.none}</p>` : html`${bars(page, data.all)}${table(page, data.lines)}${agencyTable(page, data.agencies)}`}
<p class="row noprint"><a class="btn line sm" href="/me/cases/new?kind=complaint">${icon(page, 'pen')}${t.open}</a><a class="btn line sm" href="/complaints.json">${icon(page, 'download')}${t.json}</a></p>
</div>`,
  );
}

function bars(page: Page, lines: readonly ComplaintLine[]): Renderable {
  const t = page.t.cases.complaints;
  const told = lines.filter(line => line.opened !== null).slice(0, 12);
  const most = Math.max(...told.map(line => line.opened ?? 0));
  if (told.length === 0) return undefined;
  return html`<section class="stack" aria-labelledby="chart"><h2 id="chart">${t.chart}</h2><p class="dim s">${t.chartText}</p>
<ol class="rank">${told.map(({ system, agency, opened }, at) => {
    const share = Math.round((100 * (opened ?? 0)) / most);
    const x = page.lang === 'fa' ? 100 - share : 0;
    return html`
<li><span class="dim">${page.format.number(at + 1)}</span><b><a class="plain" href="/systems/${system.number}">${name(system.name[page.lang])}</a></b><b>${page.format.number(opened ?? 0)}</b><svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="f-sunk" width="100" height="4"/><rect class="f-brand" x="${x}" width="${share}" height="4"/></svg><p class="s dim">${name(agency.name[page.lang])}</p></li>`;
  })}</ol></section>`;
}

function table(page: Page, lines: Onward<ComplaintLine>): Html {
  const t = page.t.cases;
  const { complaints } = t;
  const cell = (value: Count, label: string) =>
    html`<td class="num" data-label="${label}">${count(page, value)}</td>`;
  const columns = [
    complaints.opened,
    t.reasons.asked_again,
    t.reasons.paid_elsewhere,
    t.reasons.other,
    complaints.answered,
    complaints.timely,
    complaints.late,
  ];
  return html`<section class="stack" aria-labelledby="table"><h2 id="table">${complaints.table}</h2>
<table class="t fold"><caption class="vh">${complaints.table}</caption>
<thead><tr><th scope="col">${t.system}</th>${columns.map(column => html`<th scope="col" class="num">${column}</th>`)}</tr></thead>
<tbody>${lines.rows.map(line => {
    const { byReason } = line;
    const counts = [
      line.opened,
      byReason.asked_again,
      byReason.paid_elsewhere,
      byReason.other,
      line.answered,
      line.timely,
      line.late,
    ];
    return html`
<tr><th scope="row"><a href="/systems/${line.system.number}">${name(line.system.name[page.lang])}</a><br><span class="dim xs">${name(line.agency.name[page.lang])}</span></th>${counts.map((value, at) => cell(value, columns[at] ?? ''))}</tr>`;
  })}</tbody></table>
${more(page, lines.more && `${lines.more}#table`)}</section>`;
}

function agencyTable(page: Page, agencies: Onward<AgencySums[number]>): Html {
  const t = page.t.cases.complaints;
  const columns = ['opened', 'answered', 'timely', 'late'] as const;
  return html`<section class="stack" aria-labelledby="agencies"><h2 id="agencies">${t.byAgency}</h2><p class="dim s">${t.byAgencyText}</p>
<table class="t fold"><caption class="vh">${t.byAgency}</caption><thead><tr><th scope="col">${t.agency}</th>${columns.map(column => html`<th scope="col" class="num">${t[column]}</th>`)}</tr></thead>
<tbody>${agencies.rows.map(
    ({ name: agency, sums }) =>
      html`<tr><th scope="row">${name(agency[page.lang])}</th>${columns.map(column => html`<td class="num" data-label="${t[column]}">${count(page, sums[column])}</td>`)}</tr>`,
  )}</tbody></table>
${more(page, agencies.more && `${agencies.more}#agencies`)}</section>`;
}

function count(page: Page, value: Count): string {
  return value === null ? page.t.cases.complaints.few(page.format.number(5)) : page.format.number(value);
}
