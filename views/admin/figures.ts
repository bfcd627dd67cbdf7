import type { Figures, RegistryFigures, Span } from '../../src/admin/figures.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { type DaysFigure, daysFigure } from '../parts/days.ts';
import { name } from '../parts/rich.ts';
import { strip, stripKey } from '../status/strip.ts';
import { adminLayout } from './shell.ts';

export interface FiguresData extends Figures {
  readonly span: Span;
  readonly spans: readonly Span[];
  /** The client that the charts are narrowed to. */
  readonly only: { readonly id: string; readonly name: string } | undefined;
  /** Names of clients and of registries, in the reader's language. */
  readonly names: ReadonlyMap<string, string>;
  readonly mostSystems: number;
}

/** What administration looks at rather than reads: days, systems and registries, each with its table. */
export function figuresPage(page: Page, data: FiguresData): Html {
  const t = page.t.figures;
  return adminLayout(
    page,
    { title: t.title, current: 'figures' },
    html`<div class="head"><h1>${t.heading}</h1><p class="lede">${t.lede}</p></div>
${chooser(page, data)}
<div class="stack g5">
<div class="grid2 at-top broad mt4">${drawings(page, data).map(figure => daysFigure(page, figure))}</div>
${systems(page, data)}
${registries(page, data)}
</div>`,
  );
}

function addressOf(span: Span, only: string | undefined): string {
  return `/admin/figures?${new URLSearchParams({ days: String(span), ...(only ? { system: only } : {}) })}`;
}

function chooser(page: Page, { span, spans, only }: FiguresData): Html {
  const t = page.t.figures;
  return html`<nav aria-label="${t.span}"><ul class="nav">${spans.map(
    one =>
      html`<li><a href="${addressOf(one, only?.id)}"${one === span && html` aria-current="true"`}>${t.spans[one]}</a></li>`,
  )}</ul></nav>
${only && html`<p class="row"><b>${t.onlyOf(only.name)}</b> <a class="btn line sm" href="${addressOf(span, undefined)}">${t.allSystems}</a></p>`}`;
}

function drawings(page: Page, { days, only }: FiguresData): DaysFigure[] {
  const t = page.t.figures;
  const words = page.t.transparency;
  const figure = (
    id: string,
    title: string,
    names: DaysFigure['names'],
    of: (day: Figures['days'][number]) => readonly [number, number],
  ): DaysFigure => ({
    id,
    title,
    names,
    days: days.map(day => ({ day: day.day, full: of(day)[0], outlined: of(day)[1] })),
  });
  const releases = [words.consent, words.law] as const;
  return [
    // A sign-in is to Yekbar, not to one system.
    ...(only
      ? []
      : [
          figure('signins', t.signInsByDay, [words.signIns, t.refusedSignIns], day => [
            day.signIns,
            day.signInsRefused,
          ]),
        ]),
    figure('releases', words.releasesByDay, releases, day => [day.byConsent, day.byLaw]),
    figure('spared', t.sparedByDay, [t.fields], day => [day.spared, 0]),
    figure('refused', t.refusedByDay, [words.refusals], day => [day.refused, 0]),
    figure('consents', t.consentsByDay, [words.given, words.withdrawn], day => [day.given, day.withdrawn]),
  ];
}

function systems(page: Page, data: FiguresData): Html {
  const t = page.t.figures;
  const words = page.t.transparency;
  const { format } = page;
  return html`<section class="stack"><h2 class="h3" id="systems">${t.bySystem}</h2>${
    data.systems.length === 0
      ? html`<p class="dim">${t.empty}</p>`
      : html`<p class="s dim">${t.bySystemNote(format.number(data.mostSystems))}</p><div class="scroll" tabindex="0" role="region" aria-labelledby="systems"><table class="t"><thead><tr><th scope="col">${words.system}</th><th scope="col" class="num">${words.releases}</th><th scope="col" class="num">${t.fields}</th><th scope="col" class="num">${words.refusals}</th></tr></thead>
<tbody>${data.systems.map(
          ({ clientId, releases, spared, refused }) =>
            html`<tr><th scope="row"><a href="${addressOf(data.span, clientId)}">${name(data.names.get(clientId) ?? clientId)}</a></th><td class="num">${format.number(releases)}</td><td class="num">${format.number(spared)}</td><td class="num">${format.number(refused)}</td></tr>`,
        )}</tbody></table></div>`
  }</section>`;
}

function registries(page: Page, data: FiguresData): Html {
  const t = page.t.figures;
  const words = page.t.transparency;
  return html`<section class="stack"><h2 class="h3" id="registries">${t.byRegistry}</h2>${
    data.registries.length === 0
      ? html`<p class="dim">${t.empty}</p>`
      : html`<p class="s dim">${t.byRegistryNote}</p><div class="scroll" tabindex="0" role="region" aria-labelledby="registries"><table class="t"><thead><tr><th scope="col">${words.registry}</th><th scope="col" class="num">${words.answered}</th><th scope="col" class="num">${words.silent}</th><th scope="col" class="num">${t.availability}</th><th scope="col" class="num">${t.latency}</th><th scope="col" class="num">${t.slowest}</th><th scope="col">${t.history}</th></tr></thead>
<tbody>${data.registries.map(row => registryRow(page, data, row))}</tbody></table></div>${stripKey(page)}`
  }</section>`;
}

function registryRow(
  page: Page,
  data: FiguresData,
  { key, answered, silent, probes }: RegistryFigures,
): Html {
  const t = page.t.figures;
  const { format } = page;
  const ms = (value: number | undefined) => (value === undefined ? t.notProbed : format.number(value));
  const today = probes?.days.find(({ day }) => day === data.calendar.at(-1));
  return html`<tr><th scope="row">${name(data.names.get(key) ?? key)}</th><td class="num">${format.number(answered)}</td><td class="num">${format.number(silent)}</td><td class="num">${
    probes?.availability === undefined
      ? t.notProbed
      : format.percent(Math.floor(probes.availability * 10_000) / 100)
  }</td><td class="num">${ms(probes?.latencyMs)}</td><td class="num">${ms(today?.latency)}</td><td>${strip(page, data.calendar, probes?.days ?? [])}</td></tr>`;
}
