import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { control } from '../clients/form-parts.ts';
import { registerForm } from '../clients/register-form.ts';
import type { Control } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import type { RegisterData } from './data.ts';
import { adminLayout } from './shell.ts';
import { threadToCome } from './thread.ts';

/** Registers a client at any agency. */
export function registerPage(page: Page, data: RegisterData): Html {
  const t = page.t.admin.register;
  return adminLayout(
    page,
    { title: t.title, current: 'register', error: data.errors.size > 0 },
    html`<div class="head"><h1>${t.heading}</h1><p class="lede">${t.lede}</p></div>
<div class="two">
<div class="stack g7">
${registerForm(page, data, {
  action: '/admin/clients',
  kinds: ['live', 'pilot', 'sandbox'],
  agency: agencyPart(page, data),
})}
</div>
<aside class="card stack" aria-labelledby="eyes"><h2 id="eyes" class="h3">${page.t.admin.client.eyes}</h2>${threadToCome(page)}</aside>
</div>`,
  );
}

function agencyPart(page: Page, data: RegisterData): { choice: Html; newOne: Html } {
  const t = page.t.admin.register;
  const one = (more: Omit<Control, 'label'>) => control(page, data, more);
  const newAgency = ['agency_id', 'agency_fa', 'agency_en'];
  const open =
    data.form.text.agency === 'new' || newAgency.some(name => data.errors.has(name) || data.form.text[name]);
  return {
    choice: one({
      name: 'agency',
      options: [
        { value: '', label: t.choose },
        ...data.agencies.map(({ id, name }) => ({ value: id, label: name })),
        { value: 'new', label: t.newAgency },
      ],
    }),
    newOne: html`<details${open && html` open`}><summary>${t.agencyMore}${icon(page, 'down')}</summary>
<div class="grid2">${one({ name: 'agency_fa' })}${one({ name: 'agency_en', dir: 'ltr' })}${one({ name: 'agency_id', dir: 'ltr' })}</div></details>`,
  };
}
