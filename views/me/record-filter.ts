import type { RecordWish } from '../../src/me/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import type { RecordData } from './data.ts';
import { monthName } from './months.ts';

/** Address of the record, narrowed so; `change` replaces parts of the wish. */
export function recordHref(
  wish: RecordWish,
  change: { readonly [K in keyof RecordWish]?: RecordWish[K] | undefined } = {},
  path = '/me/record',
): string {
  const { about, system, month, group, before } = { ...wish, ...change };
  const query = Object.entries({ about, system, month, kind: group, before })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join('&');
  return query ? `${path}?${query}` : path;
}

/** By whom it is about, system, month and kind: a form that is sent as an address. */
export function narrowing(page: Page, data: RecordData): Html {
  const t = page.t.me.log;
  const { record } = page.t;
  const { wish } = data;
  const asked =
    wish.month && !data.choices.some(({ key }) => key === wish.month)
      ? [{ value: wish.month, label: page.format.digits(wish.month) }]
      : [];
  return html`<form method="get" action="/me/record#log" class="card stack"><h2 class="h3">${t.filter}</h2>
${
  data.entities.length > 0 &&
  field(page, {
    name: 'about',
    label: record.about,
    value: wish.about ?? '',
    options: [
      { value: '', label: record.aboutAll },
      ...data.entities.map(entity => ({ value: entity.id, label: entity.name })),
    ],
  })
}${field(page, {
  name: 'system',
  label: t.system,
  value: wish.system ?? '',
  options: [
    { value: '', label: t.every },
    ...data.systems.map(system => ({ value: system.id, label: system.name })),
  ],
})}${field(page, {
  name: 'month',
  label: record.month,
  value: wish.month ?? '',
  options: [
    { value: '', label: record.everyMonth },
    ...data.choices.map(({ key, at }) => ({ value: key, label: monthName(page, at) })),
    ...asked,
  ],
})}${field(page, {
  name: 'kind',
  label: record.kind,
  value: wish.group ?? '',
  options: [
    { value: '', label: record.everyKind },
    ...data.groups.map(group => ({ value: group, label: record.kinds[group] })),
  ],
})}
<button class="btn line">${icon(page, 'filter')}${t.show}</button></form>`;
}
