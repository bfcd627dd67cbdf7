/** What the forms about clients and purposes share: labels, the list of what is wrong, a control with its remarks. */
import { type Html, html, type Renderable } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { type Control, field } from '../parts/field.ts';
import { icon } from '../parts/icon.ts';
import { code, rich } from '../parts/rich.ts';
import type { FormData, Remark } from './data.ts';

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
    ciba: t.ciba,
    ciba_notification_uri: t.cibaUri,
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
    approval_hours: t.approvalHours,
    history: t.history,
    field_search: t.fieldSearch,
    fields: t.fields,
  };
}

/** @param heading says what was not done and how many boxes are wrong */
export function summary(page: Page, data: Pick<FormData, 'errors'>, heading: string): Renderable {
  if (data.errors.size === 0) return undefined;
  const labels = labelsOf(page);
  const t = page.t.admin;
  return html`<div class="note bad" role="alert" tabindex="-1" id="errors">${icon(page, 'warn')}<h2 class="m">${heading}</h2>
<ul class="bullets">${[...data.errors].map(
    ([control, remarks]) =>
      html`<li><a href="#${control}">${rich(slot => t.problemOf(slot(labels[control] ?? control), slot(remarkText(page, remarks[0]))))}</a></li>`,
  )}</ul></div>`;
}

/** A control with its label, what was typed, and what is wrong with it. */
export function control(page: Page, data: Omit<FormData, 'encryptions'>, more: Omit<Control, 'label'>): Html {
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

export function errorLines(page: Page, data: Pick<FormData, 'errors'>, controlName: string): Renderable {
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
