import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { Control } from '../parts/field.ts';
import { clientFields } from './client-fields.ts';
import type { RegisterFormData } from './data.ts';
import { fieldChooser } from './field-chooser.ts';
import { control, errorLines, summary } from './form-parts.ts';
import { purposeFields } from './purpose-fields.ts';

interface Registering {
  readonly action: string;
  /** The kinds of client in the order in which they are offered. */
  readonly kinds: readonly ('live' | 'pilot' | 'sandbox')[];
  /** Asks for the agency where the form does not stand at one: a choice, and what a new one is called. */
  readonly agency?: { readonly choice: Html; readonly newOne: Html };
}

/** One form registers a client and its purpose. What was typed stays after a mistake. */
export function registerForm(page: Page, data: RegisterFormData, registering: Registering): Html {
  const t = page.t.admin.register;
  return html`${summary(page, data, t.refused(page.format.number(data.errors.size), data.errors.size))}
<form method="post" action="${registering.action}" class="stack g7" novalidate>
${clientPart(page, data, registering)}
${clientFields(page, data)}
${purposeFields(page, data)}
<fieldset class="stack" id="fields"><legend><h2>${t.fields}</h2></legend>
<p class="hint">${t.fieldsHint}</p>
${errorLines(page, data, 'fields')}
${fieldChooser(page, data.groups, data.form.fields)}
</fieldset>
<div class="row"><button class="btn">${t.submit}</button></div>
</form>`;
}

function clientPart(page: Page, data: RegisterFormData, { kinds, agency }: Registering): Html {
  const t = page.t.admin;
  const one = (more: Omit<Control, 'label'>) => control(page, data, more);
  return html`<fieldset class="stack"><legend><h2>${t.register.client}</h2></legend>
<div class="grid2 pairs">
${one({ name: 'client_id', hint: t.register.idHint, dir: 'ltr' })}
${one({
  name: 'kind',
  hint: t.register.kindHint,
  options: kinds.map(kind => ({ value: kind, label: t.kinds[kind] })),
})}
${one({ name: 'name_fa' })}
${one({ name: 'name_en', dir: 'ltr' })}
${agency?.choice}
</div>
${agency?.newOne}
<div class="grid2 pairs">
${one({
  name: 'system',
  options: [
    { value: '', label: t.register.noSystem },
    ...data.systems.map(({ number, owner, name }) => ({
      value: String(number),
      label: t.problemOf(
        owner ? `${page.format.number(number)}. ${owner}` : page.format.number(number),
        name,
      ),
    })),
  ],
})}
${one({ name: 'sign_in_url', hint: t.register.signInUrlHint, dir: 'ltr', inputmode: 'url' })}
</div>
</fieldset>`;
}
