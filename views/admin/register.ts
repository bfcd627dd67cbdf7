import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { type Control, field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, rich } from '../parts/rich.ts';
import type { RegisterData, Remark } from './data.ts';
import { fieldChooser } from './field-chooser.ts';
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
${summary(page, data)}
<form method="post" action="/admin/clients" class="stack g7" novalidate>
${clientPart(page, data)}
${purposePart(page, data)}
<fieldset class="stack" id="fields"><legend><h2>${t.fields}</h2></legend>
<p class="hint">${t.fieldsHint}</p>
${errorLines(page, data, 'fields')}
${fieldChooser(page, data)}
</fieldset>
<div class="row"><button class="btn">${t.submit}</button></div>
</form>
</div>
<aside class="card stack" aria-labelledby="eyes"><h2 id="eyes" class="h3">${page.t.admin.client.eyes}</h2>${threadToCome(page)}</aside>
</div>`,
  );
}

/** The names of the controls and the words above them: for the form and for the list of what is wrong. */
export function labelsOf(page: Page): Readonly<Record<string, string>> {
  const t = page.t.admin.register;
  return {
    client_id: t.id,
    name_fa: t.nameFa,
    name_en: t.nameEn,
    kind: t.kind,
    agency: t.agency,
    agency_id: t.agencyId,
    agency_fa: t.agencyFa,
    agency_en: t.agencyEn,
    system: t.system,
    sign_in_url: t.signInUrl,
    redirect_uris: t.redirects,
    post_logout_redirect_uris: t.logouts,
    backchannel_logout_uri: t.listens,
    auth_method: t.auth,
    security_profile: t.profile,
    jwks: t.jwks,
    jwks_uri: t.jwksUri,
    encryption: t.encryption,
    device_grant: t.device,
    purpose: t.key,
    purpose_fa: t.purposeFa,
    purpose_en: t.purposeEn,
    text_fa: t.textFa,
    text_en: t.textEn,
    basis: t.basis,
    law_fa: t.lawFa,
    law_en: t.lawEn,
    body_fa: t.bodyFa,
    body_en: t.bodyEn,
    law_number: t.number,
    law_date: t.date,
    articles: t.articles,
    subjects: t.subjects,
    level: t.level,
    retention_fa: t.retentionFa,
    retention_en: t.retentionEn,
    consent_days: t.consentDays,
    fields: t.fields,
  };
}

function summary(page: Page, data: RegisterData): Renderable {
  if (data.errors.size === 0) return undefined;
  const labels = labelsOf(page);
  const t = page.t.admin;
  return html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${t.register.refused(page.format.number(data.errors.size), data.errors.size)}</h2>
<ul class="bullets">${[...data.errors].map(
    ([control, remarks]) =>
      html`<li><a href="#${control}">${rich(slot => t.problemOf(slot(labels[control] ?? control), slot(remarkText(page, remarks[0]))))}</a></li>`,
  )}</ul></div>`;
}

/** A control with its label, what was typed, and what is wrong with it. */
function control(page: Page, data: RegisterData, more: Omit<Control, 'label'>): Html {
  const errors = data.errors.get(more.name);
  return field(page, {
    ...more,
    label: labelsOf(page)[more.name] ?? more.name,
    value: data.form.text[more.name] ?? '',
    ...(errors
      ? { error: errors.map((remark, at) => html`${at > 0 && html`<br>`}${remarkText(page, remark)}`) }
      : {}),
  });
}

function errorLines(page: Page, data: RegisterData, controlName: string): Renderable {
  return data.errors
    .get(controlName)
    ?.map(remark => html`<p class="err">${icon(page, 'warn')} ${remarkText(page, remark)}</p>`);
}

/** The part of the value that is meant stands apart, so that an address does not turn the sentence around. */
function remarkText(page: Page, remark: Remark | undefined): Renderable {
  if (remark?.part === undefined) return remark?.sentence;
  const { part, sentence } = remark;
  return rich(slot => page.t.admin.problemOf(slot(code(part)), slot(sentence)));
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
${one({ name: 'redirect_uris', hint: t.register.redirectsHint, dir: 'ltr', rows: 3 })}
${one({ name: 'post_logout_redirect_uris', hint: t.register.optional, dir: 'ltr', rows: 3 })}
${one({ name: 'backchannel_logout_uri', hint: t.register.listensHint, dir: 'ltr', inputmode: 'url' })}
${one({
  name: 'auth_method',
  options: [
    { value: 'client_secret_basic', label: t.authMethods.client_secret_basic },
    { value: 'private_key_jwt', label: t.authMethods.private_key_jwt },
  ],
})}
${one({
  name: 'security_profile',
  hint: t.register.profileHint,
  options: Object.entries(t.profiles).map(([value, label]) => ({ value, label })),
})}
</div>
${one({ name: 'jwks', hint: t.register.jwksHint, dir: 'ltr', rows: 2 })}
<div class="grid2">
${one({ name: 'jwks_uri', hint: t.register.jwksUriHint, dir: 'ltr', inputmode: 'url' })}
${one({
  name: 'encryption',
  hint: t.register.encryptionHint,
  options: [
    { value: '', label: t.register.notEncrypted },
    ...data.encryptions.map(algorithm => ({ value: algorithm, label: algorithm })),
  ],
})}
${one({
  name: 'device_grant',
  hint: t.register.deviceHint,
  options: [
    { value: '', label: t.register.deviceNo },
    { value: 'yes', label: t.register.deviceYes },
  ],
})}
</div>
</fieldset>`;
}

function purposePart(page: Page, data: RegisterData): Html {
  const t = page.t.admin;
  const one = (more: Omit<Control, 'label'>) => control(page, data, more);
  return html`<fieldset class="stack"><legend><h2>${t.register.purpose}</h2></legend>
${one({ name: 'purpose', hint: t.register.keyHint, dir: 'ltr' })}
<div class="grid2">
${one({ name: 'purpose_fa' })}
${one({ name: 'purpose_en', dir: 'ltr' })}
${one({ name: 'text_fa', rows: 2 })}
${one({ name: 'text_en', rows: 2, dir: 'ltr' })}
</div>
<fieldset id="basis"><legend>${t.register.basis}</legend>${errorLines(page, data, 'basis')}
<div class="grid2 mt2">${(['consent', 'law'] as const).map(
    basis =>
      html`<label class="choice"><input type="radio" name="basis" value="${basis}"${data.form.text.basis === basis && html` checked`}><span class="choice-t m">${t.basis[basis]}</span><span class="s dim">${t.register.basisText[basis]}</span></label>`,
  )}</div></fieldset>
<div class="grid2">
${one({ name: 'law_fa' })}
${one({ name: 'law_en', dir: 'ltr' })}
${one({ name: 'body_fa' })}
${one({ name: 'body_en', dir: 'ltr' })}
${one({ name: 'law_number', hint: t.register.numberHint })}
${one({ name: 'law_date', hint: t.register.dateHint })}
</div>
${one({ name: 'articles' })}
<fieldset id="subjects"><legend>${t.register.subjects}</legend>${errorLines(page, data, 'subjects')}
<div class="row">${(['legal_entity', 'self'] as const).map(
    subject =>
      html`<label class="check"><input type="checkbox" name="subjects" value="${subject}"${data.form.subjects.includes(subject) && html` checked`}><span>${t.subjects[subject]}</span></label>`,
  )}</div></fieldset>
<div class="grid2">
${one({
  name: 'level',
  options: ([1, 2, 3] as const).map(level => ({ value: String(level), label: t.levels[level] })),
})}
${one({ name: 'consent_days', inputmode: 'numeric' })}
${one({ name: 'retention_fa' })}
${one({ name: 'retention_en', dir: 'ltr' })}
</div>
</fieldset>`;
}
