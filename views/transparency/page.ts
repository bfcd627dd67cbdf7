import type { PublishedRoot } from '../../src/audit/index.ts';
import type { Cell, PublishedDay, ReleaseSum, SystemSum } from '../../src/transparency/index.ts';
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { daysFigure } from '../parts/days.ts';
import { icon } from '../parts/icon.ts';
import { more } from '../parts/more.ts';
import { name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { when } from '../parts/when.ts';

export interface TransparencyData {
  /** Newest first. */
  readonly days: readonly PublishedDay[];
  /** Some of the systems, the busiest first. */
  readonly systems: readonly SystemSum[];
  /** Address of the next ones. */
  readonly more: string | undefined;
  /** Those that are only tried out, together. */
  readonly tried: ReleaseSum | undefined;
  readonly registries: ReadonlyMap<string, string>;
  readonly roots: readonly PublishedRoot[];
}

/** What the record amounts to, for everybody: no number here can point at somebody. */
export function transparencyPage(page: Page, data: TransparencyData): Html {
  const t = page.t.transparency;
  const [first, last] = [data.days.at(-1), data.days[0]];
  return layout(
    page,
    { title: t.title },
    html`<div class="head"><h1>${t.heading}</h1><p class="lede">${t.lede}</p>
${first && last && html`<p class="s dim">${when(page, first.day, 'date')} – ${when(page, last.day, 'date')}</p>`}</div>
<div class="stack g5">
${figures(page, data)}
<div class="two">
<div class="stack g5">
${daysFigure(page, {
  id: 'releases',
  title: t.releasesByDay,
  names: [t.consent, t.law],
  days: data.days.map(day => ({
    day: day.day,
    full: day.releases_by_consent,
    outlined: day.releases_by_law,
  })),
})}
${daysFigure(page, {
  id: 'signins',
  title: t.signInsByDay,
  names: [t.signIns],
  days: data.days.map(day => ({ day: day.day, full: day.sign_ins ?? 0, outlined: 0 })),
})}
${systems(page, data)}
${registries(page, data)}
</div>
<aside class="stack g5" aria-label="${t.more}">
${note(page, 'plain', 'info', html`<p><b>${t.smallLead}</b> ${t.small(page.format.number(5))}</p><p>${t.today}</p>`)}
${roots(page, data.roots)}
<section class="card stack" aria-labelledby="feeds"><h2 class="h3" id="feeds">${t.feeds}</h2>
<p class="s">${t.feedsText}</p>
<p class="row"><a class="btn line sm" href="/transparency.json">${icon(page, 'download')}${t.feed}</a></p></section>
</aside>
</div></div>`,
  );
}

/** Sums of what is published. */
function figures(page: Page, { days }: TransparencyData): Html {
  const t = page.t.transparency;
  const total = (of: (day: PublishedDay) => Cell) => {
    const cells = days.map(of);
    const sum = cells.reduce<number>((all, cell) => all + (cell ?? 0), 0);
    return sum === 0 && cells.includes(null) ? t.few(page.format.number(5)) : page.format.number(sum);
  };
  const rows = [
    [t.signIns, total(day => day.sign_ins)],
    [t.releases, total(day => day.releases)],
    [t.spared, total(day => day.spared_fields)],
    [t.refusals, total(day => day.refusals)],
    [t.given, total(day => day.consents_given)],
    [t.withdrawn, total(day => day.consents_withdrawn)],
    [t.notAllowed, total(day => day.consents_refused)],
    [t.cases, total(day => day.cases)],
  ];
  return html`<section class="card" aria-label="${t.sums}"><dl class="facts c3">${rows.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
  )}</dl></section>`;
}

function systems(page: Page, data: TransparencyData): Html {
  const t = page.t.transparency;
  const cell = (count: number, small: boolean) =>
    count === 0 && small ? t.few(page.format.number(5)) : page.format.number(count);
  const row = (title: Renderable, { consent, law, small }: ReleaseSum) =>
    html`<tr><th scope="row">${title}</th><td class="num">${cell(consent, small)}</td><td class="num">${cell(law, small)}</td></tr>`;
  const { systems, tried } = data;
  return html`<section class="stack" aria-labelledby="systems"><h2 class="h3" id="systems">${t.bySystem}</h2>${
    systems.length === 0 && !tried
      ? html`<p>${t.nothing}</p>`
      : html`<table class="t"><caption class="vh">${t.bySystem}</caption><thead><tr><th scope="col">${t.system}</th><th scope="col" class="num">${t.consent}</th><th scope="col" class="num">${t.law}</th></tr></thead>
<tbody>${systems.map(one =>
          row(
            html`${name(one.name)}${one.agency && html` <span class="dim">${name(one.agency)}</span>`}`,
            one,
          ),
        )}${tried && row(t.trying, tried)}</tbody></table>`
  }${more(page, data.more)}</section>`;
}

function registries(page: Page, { days, registries }: TransparencyData): Html {
  const t = page.t.transparency;
  const sums = new Map<string, { answered: number; silent: number }>();
  for (const { registry, answered, silent } of days.flatMap(day => day.inquiries)) {
    const sum = sums.get(registry) ?? { answered: 0, silent: 0 };
    sums.set(registry, { answered: sum.answered + (answered ?? 0), silent: sum.silent + (silent ?? 0) });
  }
  const number = (value: number) => page.format.number(value);
  return html`<section aria-labelledby="registries"><h2 class="h3" id="registries">${t.byRegistry}</h2>${
    sums.size === 0
      ? html`<p>${t.nothing}</p>`
      : html`<table class="t"><caption class="vh">${t.byRegistry}</caption><thead><tr><th scope="col">${t.registry}</th><th scope="col" class="num">${t.answered}</th><th scope="col" class="num">${t.silent}</th></tr></thead>
<tbody>${[...sums].map(
          ([registry, { answered, silent }]) =>
            html`<tr><th scope="row">${registries.get(registry) ?? registry}</th><td class="num">${number(answered)}</td><td class="num">${number(silent)}</td></tr>`,
        )}</tbody></table>`
  }</section>`;
}

function roots(page: Page, roots: readonly PublishedRoot[]): Html {
  const t = page.t.transparency;
  return html`<section class="card stack" aria-labelledby="roots"><h2 class="h3" id="roots">${t.roots}</h2>
<p class="s">${t.rootsText}</p>
${
  roots.length === 0
    ? html`<p class="s">${t.noRoots}</p>`
    : html`<ol class="plain stack g2">${roots.map(
        ({ day, size, root }) =>
          html`<li><p class="s">${when(page, day, 'date')} · ${t.entries(page.format.number(size), size)}</p><p class="xs"><span class="code hash">${root}</span></p></li>`,
      )}</ol>`
}
<p class="row"><a href="/transparency/roots.json">${t.allRoots}</a> <a href="/.well-known/yekbar-record-keys.json">${page.t.record.keys}</a></p></section>`;
}
