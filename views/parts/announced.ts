/** What is announced: of Yekbar on every page, of a system or a registry on its own pages and on the way there. */
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { note } from './tag.ts';

type Announced = Page['announced'][number];

/** Under which announcements are kept. */
export const systemKey = (number: number) => `system:${number}`;
export const registryKey = (key: string) => `registry:${key}`;

/** @param keys what the page is about; null: Yekbar as a whole */
export function announced(page: Page, keys: readonly (string | null)[], place: string): Renderable {
  const here = page.announced.filter(({ key }) => keys.includes(key));
  if (here.length === 0) return undefined;
  return html`<div class="${place} stack g2">${here.map(one => announcement(page, one))}</div>
`;
}

function announcement(page: Page, one: Announced): Html {
  const { moment } = page.format;
  return note(
    page,
    'wait',
    'calendar',
    html`<div><p><b><bdi>${one.text[page.lang]}</bdi></b></p><p class="s">${page.t.status.fromTo(moment(one.beginsAt), moment(one.endsAt))} <a href="/status">${page.t.common.nav.status}</a></p></div>`,
  );
}

/** The planned outages of systems, each under the name of its system. */
export function plannedOutages(page: Page, systems: readonly { number: number; name: string }[]): Renderable {
  const t = page.t.status;
  const planned = page.announced.flatMap(one => {
    const system = systems.find(({ number }) => systemKey(number) === one.key);
    return system ? [{ system, one }] : [];
  });
  if (planned.length === 0) return undefined;
  return html`<section class="sec stack" aria-labelledby="planned"><h2 id="planned">${t.plannedOutages}</h2>
<ul class="reg">${planned
    .slice(0, MOST)
    .map(
      ({ system, one }) =>
        html`<li><div><h3><a class="plain" href="/systems/${system.number}"><bdi>${system.name}</bdi></a></h3><p><bdi>${one.text[page.lang]}</bdi></p><p class="s dim">${t.fromTo(page.format.moment(one.beginsAt), page.format.moment(one.endsAt))}</p></div></li>`,
    )}</ul>
${planned.length > MOST && html`<p><a href="/status">${page.t.common.nav.status}</a></p>`}</section>`;
}
const MOST = 5;
