/** The boxes in which a person says what no register holds. */
import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field as control } from './field.ts';
import { icon } from './icon.ts';

export interface SayBox {
  readonly name: string;
  /** Part of a composed value; undefined: the whole. */
  readonly part: string | undefined;
  readonly kind: 'text' | 'day' | 'number' | 'choice' | 'flag';
  readonly values: readonly string[];
  readonly latin: boolean;
  readonly value: string;
}

export interface SayField {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly boxes: readonly SayBox[];
  /** What was typed does not have the form of this field. */
  readonly wrong: boolean;
}

export function sayFields(page: Page, fields: readonly SayField[]): Html {
  return html`${fields.map(one => sayField(page, one))}`;
}

function sayField(page: Page, say: SayField): Html {
  const t = page.t.say;
  const [first] = say.boxes;
  const error = say.wrong ? t.wrong : undefined;
  if (first && say.boxes.length === 1)
    return box(page, say.key, first, { label: say.label, hint: say.help, ...(error ? { error } : {}) });
  return html`<fieldset class="stack g3"><legend><b>${say.label}</b></legend>
<p class="hint">${say.help}</p>${
    error &&
    html`
<p class="err">${icon(page, 'warn')} ${error}</p>`
  }
<div class="grid2">${say.boxes.map(one =>
    box(page, say.key, one, { label: partLabel(page, one.part ?? '') }),
  )}</div></fieldset>`;
}

function partLabel(page: Page, part: string): string {
  const own: Readonly<Record<string, string | undefined>> = page.t.say.parts;
  const shared: Readonly<Record<string, string | undefined>> = page.t.values.parts;
  return own[part] ?? shared[part] ?? part;
}

interface Words {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
}

function box(page: Page, key: string, one: SayBox, words: Words): Html {
  const { t } = page;
  const lists: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> =
    t.values.lists;
  const list = lists[one.part ?? key.slice(key.indexOf('.') + 1)] ?? {};
  const none = { value: '', label: t.say.choose };
  const options =
    one.kind === 'choice'
      ? [none, ...one.values.map(value => ({ value, label: list[value] ?? value }))]
      : [none, { value: 'yes', label: t.common.yes }, { value: 'no', label: t.common.no }];
  const hint = one.kind === 'day' ? t.say.dayHint : words.hint;
  return control(page, {
    name: one.name,
    value: one.value,
    ...words,
    ...(hint ? { hint } : {}),
    ...(one.latin ? { dir: 'ltr' as const } : {}),
    ...(one.kind === 'choice' || one.kind === 'flag' ? { options } : {}),
    autocomplete: 'off',
  });
}
