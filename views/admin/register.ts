import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { clientFields } from '../clients/client-fields.ts';
import { fieldChooser } from '../clients/field-chooser.ts';
import { control, errorLines, summary } from '../clients/form-parts.ts';
import { purposeFields } from '../clients/purpose-fields.ts';
import type { Control } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import type { RegisterData } from './data.ts';
import { adminLayout } from './shell.ts';
import { threadToCome } from './thread.ts';

/** One form registers a client, its agency and its purpose. What was typed stays after a mistake. */
export function registerPage(page: Page, data: RegisterData): Html {
  const t = page.t.admin.register;
  return adminLayout(
    page,
    { title: t.title, current: 'register', error: data.errors.size > 0 },
    html`<div class="head"><h1>${t.heading}</h1><p class="lede">${t.lede}</p></div>
<div class="two">
<div class="stack g7">
${summary(page, data, t.refused(page.format.number(data.errors.size), data.errors.size))}
<form method="post" action="/admin/clients" class="stack g7" novalidate>
${clientPart(page, data)}
${clientFields(page, data)}
${purposeFields(page, data)}
<fieldset class="stack" id="fields"><legend><h2>${t.fields}</h2></legend>
<p class="hint">${t.fieldsHint}</p>
${errorLines(page, data, 'fields')}
${fieldChooser(page, data.groups, data.form.fields)}
</fieldset>
<div class="row"><button class="btn">${t.submit}</button></div>
</form>
</div>
<aside class="card stack" aria-labelledby="eyes"><h2 id="eyes" class="h3">${page.t.admin.client.eyes}</h2>${threadToCome(page)}</aside>
</div>`,
  );
}

function clientPart(page: Page, data: RegisterData): Html {
  const t = page.t.admin;
  const one = (more: Omit<Control, 'label'>) => control(page, data, more);
  const newAgency = ['agency_id', 'agency_fa', 'agency_en'];
  const agencyOpen =
    data.form.text.agency === 'new' || newAgency.some(name => data.errors.has(name) || data.form.text[name]);
  return html`<fieldset class="stack"><legend><h2>${t.register.client}</h2></legend>
<div class="grid2">
${one({ name: 'client_id', hint: t.register.idHint, dir: 'ltr' })}
${one({
  name: 'kind',
  hint: t.register.kindHint,
  options: [
    { value: 'live', label: t.kinds.live },
    { value: 'pilot', label: t.kinds.pilot },
    { value: 'sandbox', label: t.kinds.sandbox },
  ],
})}
${one({ name: 'name_fa' })}
${one({ name: 'name_en', dir: 'ltr' })}
${one({
  name: 'agency',
  options: [
    { value: '', label: t.register.choose },
    ...data.agencies.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'new', label: t.register.newAgency },
  ],
})}
</div>
<details${agencyOpen && html` open`}><summary>${t.register.agencyMore}${icon(page, 'down')}</summary>
<div class="grid2">${one({ name: 'agency_fa' })}${one({ name: 'agency_en', dir: 'ltr' })}${one({ name: 'agency_id', dir: 'ltr' })}</div></details>
<div class="grid2">
${one({
  name: 'system',
  options: [
    { value: '', label: t.register.noSystem },
    ...data.systems.map(system => ({
      value: String(system.number),
      label: t.problemOf(`${page.format.number(system.number)}. ${system.owner}`, system.name),
    })),
  ],
})}
${one({ name: 'sign_in_url', hint: t.register.signInUrlHint, dir: 'ltr', inputmode: 'url' })}
</div>
</fieldset>`;
}
