/** Administration of what is announced on every page. */
import type { Announcement } from '../../src/status/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { name } from '../parts/rich.ts';
import { note } from '../parts/tag.ts';
import { adminLayout } from './shell.ts';

export interface AnnouncementsData {
  readonly announcements: readonly Announcement[];
  readonly targets: readonly { readonly value: string; readonly label: string }[];
  readonly mayChange: boolean;
  readonly form: Readonly<Record<'key' | 'text_fa' | 'text_en' | 'begins' | 'ends', string>>;
  readonly error: string | undefined;
}

export function announcementsPage(page: Page, data: AnnouncementsData): Html {
  const t = page.t.status.admin;
  return adminLayout(
    page,
    { title: t.title, current: 'announcements', error: data.error !== undefined },
    html`<div class="head"><h1>${t.title}</h1><p class="lede">${t.lede}</p></div>
<section class="stack" aria-labelledby="current"><h2 id="current">${t.current}</h2>
${data.announcements.length === 0 ? html`<p class="dim">${t.none}</p>` : html`<ul class="reg">${data.announcements.map(one => line(page, data, one))}</ul>`}
</section>
${data.mayChange && form(page, data)}`,
  );
}

function line(page: Page, data: AnnouncementsData, one: Announcement): Html {
  const t = page.t.status;
  const about = data.targets.find(({ value }) => value === (one.key ?? ''))?.label ?? one.key;
  return html`<li><h3>${name(one.text[page.lang])}</h3><p class="dim">${about}. ${t.fromTo(page.format.moment(one.beginsAt), page.format.moment(one.endsAt))}</p>${
    data.mayChange &&
    html`<form method="post" action="/admin/announcements/${one.id}/withdrawal"><button class="btn bad sm">${t.admin.withdraw}<span class="vh">: ${one.text[page.lang]}</span></button></form>`
  }</li>`;
}

function form(page: Page, data: AnnouncementsData): Html {
  const t = page.t.status.admin;
  const { atHint } = page.t.status;
  return html`<section class="sec stack" aria-labelledby="make"><h2 id="make">${t.make}</h2>
${data.error && note(page, 'bad', 'warn', html`<p role="alert"><b>${data.error}</b></p>`)}
<form method="post" action="/admin/announcements" class="stack">
${field(page, { name: 'key', label: t.about, value: data.form.key, options: data.targets })}
<div class="grid2 pairs">
${field(page, { name: 'text_fa', label: t.textFa, value: data.form.text_fa, rows: 3, required: true })}
${field(page, { name: 'text_en', label: t.textEn, value: data.form.text_en, rows: 3, required: true, dir: 'ltr' })}
${field(page, { name: 'begins', label: t.begins, hint: atHint, value: data.form.begins, required: true })}
${field(page, { name: 'ends', label: t.ends, hint: atHint, value: data.form.ends, required: true })}
</div>
<div class="row"><button class="btn">${t.submit}</button></div></form></section>`;
}
