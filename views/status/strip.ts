import type { Status } from '../../src/status/index.ts';
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';

type Day = Status['targets'][number]['days'][number];

/** One line per day, today where reading ends: down is tall, slow is short, a day without a probe is a dot. */
export function strip(page: Page, calendar: readonly string[], days: readonly Day[]): Html {
  const known = new Map(days.map(day => [day.day, day]));
  const width = calendar.length * 4 - 1;
  const at = (index: number) => (page.lang === 'fa' ? calendar.length - 1 - index : index) * 4;
  const marks = calendar.map((day, index) => {
    const found = known.get(day);
    return { x: at(index), look: found && found.probes > 0 ? lookOf(found) : 'none' };
  });
  const path = (look: string) =>
    marks
      .filter(mark => mark.look === look)
      .map(({ x }) => `M${x} 12h3`)
      .join('');
  return html`<svg class="strip" viewBox="0 0 ${width} 24" preserveAspectRatio="none" aria-hidden="true">${(
    ['ok', 'slow', 'bad', 'none'] as const
  ).map(look => path(look) !== '' && html`<path class="s-${look}" d="${path(look)}"/>`)}</svg>`;
}

/** A day counts as bad from one outage of two probes on, as slow when a tenth of the answers were. */
function lookOf({ probes, slow, failed }: Day): 'ok' | 'slow' | 'bad' {
  if (failed >= 2) return 'bad';
  return slow * 10 >= probes ? 'slow' : 'ok';
}

export function stripKey(page: Page): Html {
  const t = page.t.status;
  const sample = (look: string) =>
    html`<svg viewBox="0 0 4 24" preserveAspectRatio="none" aria-hidden="true"><path class="s-${look}" d="M0 12h4"/></svg>`;
  return html`<p class="key my"><span>${sample('ok')}${t.states.up}</span><span>${sample('slow')}${t.states.slow}</span><span>${sample('bad')}${t.states.down}</span><span>${t.stripKey}</span></p>`;
}
