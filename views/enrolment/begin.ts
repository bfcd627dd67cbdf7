import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { field } from '../parts/field.ts';
import { note } from '../parts/tag.ts';
import type { BeginData, EnrolName, Example, Fields, RecoverName } from './data.ts';
import { stepPage, type Wrong } from './shell.ts';

/** The first step of making an account. What was typed stays after a mistake. */
export function enrolPage(page: Page, data: BeginData<EnrolName> & { example: Example | undefined }): Html {
  const t = page.t.enrolment.begin;
  const { fields } = data;
  const labels = { ...labelsOf(page), given_name: t.givenName, family_name: t.familyName, mobile: t.mobile };
  return stepPage(
    page,
    { title: t.title, lede: t.lede, step: [1, 3] },
    { wrong: wrongOf(page, data, labels) },
    html`${data.example && exampleCard(page, data.example)}
<form method="post" action="/enrol" class="stack g5">
<input type="hidden" name="to" value="${data.to}">
${identifierAndBirth(page, fields)}
${field(page, {
  name: 'given_name',
  label: t.givenName,
  hint: t.namesHint,
  ...fields.given_name,
  autocomplete: 'given-name',
  required: true,
  big: true,
})}
${field(page, {
  name: 'family_name',
  label: t.familyName,
  ...fields.family_name,
  autocomplete: 'family-name',
  required: true,
  big: true,
})}
${field(page, {
  name: 'mobile',
  label: t.mobile,
  hint: t.mobileHint,
  ...fields.mobile,
  dir: 'ltr',
  inputmode: 'tel',
  autocomplete: 'tel',
  required: true,
  big: true,
})}
<button class="btn wide">${t.submit}</button>
</form>
<p class="s dim">${t.have} <a href="/sign-in">${page.t.common.signIn}</a></p>`,
  );
}

/** The first step of getting back in. */
export function recoverPage(page: Page, data: BeginData<RecoverName>): Html {
  const t = page.t.enrolment.recover;
  return stepPage(
    page,
    { title: t.title, lede: t.lede, step: [1, 3] },
    { wrong: wrongOf(page, data, labelsOf(page)) },
    html`<form method="post" action="/recover" class="stack g5">
<input type="hidden" name="to" value="${data.to}">
${identifierAndBirth(page, data.fields)}
<button class="btn wide">${t.submit}</button>
</form>
<p class="s dim">${t.never} <a href="/enrol">${t.make}</a></p>`,
  );
}

function labelsOf(page: Page) {
  return { national_id: page.t.flow.signIn.nationalId, birth_date: page.t.enrolment.begin.birthDate };
}

function identifierAndBirth(page: Page, fields: Fields<RecoverName>): Html {
  const t = page.t.enrolment.begin;
  return html`${field(page, {
    name: 'national_id',
    label: page.t.flow.signIn.nationalId,
    hint: page.t.flow.signIn.nationalIdHint,
    ...fields.national_id,
    dir: 'ltr',
    inputmode: 'numeric',
    autocomplete: 'username',
    required: true,
    big: true,
  })}
${field(page, {
  name: 'birth_date',
  label: t.birthDate,
  hint: t.birthDateHint,
  ...fields.birth_date,
  autocomplete: 'bday',
  required: true,
  big: true,
})}`;
}

/** One sentence for all, and a way to each field that is wrong. */
function wrongOf<Name extends string>(
  page: Page,
  { fields, refused }: BeginData<Name>,
  labels: Readonly<Record<Name, string>>,
): Wrong | undefined {
  const names = (Object.keys(fields) as Name[]).filter(name => fields[name].error !== undefined);
  if (refused === undefined && names.length === 0) return undefined;
  return {
    sentence: refused ?? page.t.enrolment.begin.look,
    fields: names.map(name => ({ name, label: labels[name] })),
  };
}

/** So that a newcomer to the demo need not invent anything. */
function exampleCard(page: Page, example: Example): Html {
  const t = page.t.enrolment.example;
  const rows = [
    [page.t.flow.signIn.nationalId, html`<span class="id">${example.identifier}</span>`],
    [page.t.enrolment.begin.birthDate, example.birthDate],
    [page.t.enrolment.begin.mobile, html`<span class="id">${example.mobile}</span>`],
  ] as const;
  return note(
    page,
    'plain',
    'info',
    html`<div><h2 class="m">${t.title}</h2>
<p>${t.text(example.name)}</p>
${rows.map(([label, value]) => html`<p><span class="dim">${label}</span> ${value}</p>`)}
<p><a class="btn line sm" href="${example.fill}">${t.fill}</a></p></div>`,
  );
}
