import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { clientFields } from '../clients/client-fields.ts';
import { fieldChooser } from '../clients/field-chooser.ts';
import { control, errorLines, summary } from '../clients/form-parts.ts';
import { purposeFields } from '../clients/purpose-fields.ts';
import type { Control } from '../parts/field.ts';
import type { AgencyRegisterData } from './data.ts';
import { agencyHead, agencyLayout } from './shell.ts';

/** One form registers a client of an agency with its purpose. What was typed stays after a mistake. */
export function registerPage(page: Page, data: AgencyRegisterData): Html {
  const t = page.t.admin.register;
  const words = page.t.agencies;
  return agencyLayout(
    page,
    data,
    { title: words.newClient, error: data.errors.size > 0 },
    html`${agencyHead(page, data, words.newClient, words.newClientText)}
${summary(page, data, t.refused(page.format.number(data.errors.size), data.errors.size))}
<form method="post" action="/agency/agencies/${data.agency.id}/clients" class="stack g7" novalidate>
${clientPart(page, data)}
${clientFields(page, data)}
${purposeFields(page, data)}
<fieldset class="stack" id="fields"><legend><h2>${t.fields}</h2></legend>
<p class="hint">${t.fieldsHint}</p>
${errorLines(page, data, 'fields')}
${fieldChooser(page, data.groups, data.form.fields)}
</fieldset>
<div class="row"><button class="btn">${t.submit}</button></div>
</form>`,
  );
}

function clientPart(page: Page, data: AgencyRegisterData): Html {
  const t = page.t.admin;
  const one = (more: Omit<Control, 'label'>) => control(page, data, more);
  return html`<fieldset class="stack"><legend><h2>${t.register.client}</h2></legend>
<div class="grid2">
${one({ name: 'client_id', hint: t.register.idHint, dir: 'ltr' })}
${one({
  name: 'kind',
  hint: t.register.kindHint,
  options: [
    { value: 'sandbox', label: t.kinds.sandbox },
    { value: 'pilot', label: t.kinds.pilot },
    { value: 'live', label: t.kinds.live },
  ],
})}
${one({ name: 'name_fa' })}
${one({ name: 'name_en', dir: 'ltr' })}
${one({
  name: 'system',
  options: [
    { value: '', label: t.register.noSystem },
    ...data.systems.map(system => ({
      value: String(system.number),
      label: t.problemOf(page.format.number(system.number), system.name),
    })),
  ],
})}
${one({ name: 'sign_in_url', hint: t.register.signInUrlHint, dir: 'ltr', inputmode: 'url' })}
</div>
</fieldset>`;
}
