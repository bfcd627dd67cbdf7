import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { layout } from '../layout.ts';
import { back } from '../parts/back.ts';
import { field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, name, rich } from '../parts/rich.ts';
import { note, tag } from '../parts/tag.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}
export interface SandboxData {
  readonly id: string;
  readonly name: string;
  readonly broken: readonly {
    readonly what: string;
    readonly key: string;
    readonly how: 'down' | 'slow' | 'wrong' | 'ended';
    readonly until: Date;
  }[];
  readonly registries: readonly Option[];
  readonly people: readonly Option[];
  readonly companies: readonly Option[];
  readonly kinds: readonly ('down' | 'slow' | 'wrong')[];
  /** What the last try came to. */
  readonly done: number | undefined;
}

/** Buttons for what goes wrong some day: of each it is said whom it concerns. */
export function sandboxPage(page: Page, data: SandboxData): Html {
  const t = page.t.sandbox;
  const { people, companies, registries } = data;
  const kinds = data.kinds.map(value => ({ value, label: t.kinds[value] }));
  const seconds = (act: string) =>
    field(page, { name: `${act}_seconds`, label: t.seconds, value: '60', inputmode: 'numeric', dir: 'ltr' });
  const who = (act: string) => field(page, { name: `${act}_person`, label: t.person, options: people });
  const company = field(page, { name: 'offices_company', label: t.company, options: companies });
  const registry = field(page, { name: 'registries_registry', label: t.registry, options: registries });
  const how = field(page, { name: 'registries_how', label: t.how, options: kinds });
  const days = { name: 'later_days', label: t.days, value: '365', inputmode: 'numeric', dir: 'ltr' } as const;
  const parts: readonly Part[] = [
    {
      act: 'registries',
      title: t.registry,
      all: true,
      button: t.breakIt,
      fields: [registry, how, seconds('registries')],
    },
    {
      act: 'offices',
      title: t.office,
      all: true,
      button: t.endOffice,
      fields: [who('offices'), company, seconds('offices')],
    },
    {
      act: 'withdrawals',
      title: t.withdraw,
      text: t.withdrawText,
      button: t.withdraw,
      fields: who('withdrawals'),
    },
    {
      act: 'later',
      title: t.later,
      text: t.laterText,
      button: t.go,
      fields: [who('later'), field(page, days)],
    },
    { act: 'tokens', title: t.tokens, text: t.tokensText, button: t.tokens, fields: who('tokens') },
    { act: 'keys', title: t.keys, text: t.keysText, all: true, button: t.turn },
  ];
  return layout(
    page,
    { title: t.of(data.name) },
    html`<div class="head">${back(page, '/developers', page.t.developer.title)}
<h1>${rich(slot => t.of(slot(name(data.name))))}</h1><p class="lede">${t.lede}</p></div>
${data.done !== undefined && html`<div role="status">${note(page, 'ok', 'check', html`<p><b>${t.done(page.format.number(data.done))}</b></p>`)}</div>`}
<p class="read my">${t.everybody}</p>
${broken(page, data)}
<div class="stack g5 sec">${parts.map(one => part(page, data.id, one))}</div>
<p class="sec">${t.api} ${code('POST /api/v1/sandbox/{registries,offices,withdrawals,later,tokens,keys,mend}')}</p>`,
  );
}

function broken(page: Page, { id, broken }: SandboxData): Html {
  const t = page.t.sandbox;
  return html`<section class="stack" aria-labelledby="broken"><h2 id="broken">${t.broken}</h2>
${
  broken.length === 0
    ? html`<p class="dim">${t.nothing}</p>`
    : html`<ul class="stack g2">${broken.map(one => html`<li>${code(one.key)} ${tag(page, 'bad', 'unplug', t.kinds[one.how])} ${t.until(page.format.time(one.until))}</li>`)}</ul>
<form method="post" action="/developers/systems/${id}/sandbox/mend"><button class="btn line sm">${t.mend}</button></form>`
}</section>`;
}

interface Part {
  readonly act: string;
  readonly title: string;
  readonly text?: string;
  /** Whom it concerns: everybody, or the own system only. */
  readonly all?: true;
  readonly button: string;
  readonly fields?: Renderable;
}

function part(page: Page, id: string, { act, title, text, all, button, fields }: Part): Html {
  const t = page.t.sandbox;
  const whom = all ? tag(page, 'wait', 'globe', t.forAll) : tag(page, 'plain', 'person', t.own);
  return html`<details><summary><span class="row">${title} ${whom}</span>${icon(page, 'down')}</summary>
<form method="post" action="/developers/systems/${id}/sandbox/${act}" class="stack">${text && html`<p class="read">${text}</p>`}${fields}<div><button class="btn">${button}</button></div></form></details>`;
}
