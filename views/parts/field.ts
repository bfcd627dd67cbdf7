import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { icon } from './icon.ts';

export interface Control {
  readonly name: string;
  /** Where the same name stands several times on a page. */
  readonly id?: string;
  readonly label: Renderable;
  readonly hint?: Renderable;
  /** A sentence; the box gets aria-invalid. */
  readonly error?: Renderable;
  readonly value?: string;
  readonly type?: 'text' | 'password' | 'email' | 'url' | 'search' | 'number' | 'date';
  /** ltr for numbers, addresses and keys, whatever the language of the page. */
  readonly dir?: 'ltr';
  readonly inputmode?: 'numeric' | 'tel' | 'url' | 'email';
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly big?: boolean;
  /** Rows of a text area instead of one line. */
  readonly rows?: number;
  /** Texts that are offered while one writes; others may be written as well. */
  readonly offered?: readonly string[];
  /** A list to choose from instead of a line. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** Label above, hint and error under it, then the box: everything that a form asks is written this way. */
export function field(page: Page, control: Control): Html {
  const { name, label, hint, error } = control;
  const id = control.id ?? name;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const shared = html`id="${id}" name="${name}" class="${control.big ? 'in big' : 'in'}"${
    control.dir && html` dir="${control.dir}"`
  }${described && html` aria-describedby="${described}"`}${error && html` aria-invalid="true"`}${
    control.required && html` required`
  }`;
  return html`<div class="field">
  <label for="${id}">${label}</label>${
    hint &&
    html`
  <p class="hint" id="${id}-hint">${hint}</p>`
  }${
    error &&
    html`
  <p class="err" id="${id}-error">${icon(page, 'warn')} ${error}</p>`
  }
  ${box(control, shared)}
</div>`;
}

function box(control: Control, shared: Html): Html {
  if (control.options)
    return html`<select ${shared}>${control.options.map(
      option =>
        html`<option value="${option.value}"${option.value === control.value && html` selected`}>${option.label}</option>`,
    )}</select>`;
  if (control.rows)
    return html`<textarea ${shared} rows="${control.rows}">
${control.value}</textarea>`;
  return html`<input ${shared} type="${control.type ?? 'text'}"${
    control.inputmode && html` inputmode="${control.inputmode}"`
  }${control.autocomplete && html` autocomplete="${control.autocomplete}"`}${
    control.dir === 'ltr' && html` autocapitalize="off" spellcheck="false"`
  }${control.value !== undefined && control.type !== 'password' && html` value="${control.value}"`}${
    control.offered && html` list="${control.id ?? control.name}-offered"`
  }>${
    control.offered &&
    html`<datalist id="${control.id ?? control.name}-offered">${control.offered.map(text => html`<option value="${text}"></option>`)}</datalist>`
  }`;
}
