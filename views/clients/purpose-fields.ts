import { type Html, html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import type { Control } from '../parts/field.ts';
import type { FormData } from './data.ts';
import { control, errorLines } from './form-parts.ts';

/** A purpose as parts of a form. @param keyed its key stands already: a new version keeps it */
export function purposeFields(page: Page, data: Omit<FormData, 'encryptions'>, keyed = false): Html {
  const t = page.t.admin;
  const one = (more: Omit<Control, 'label'>) => control(page, data, more);
  return html`<fieldset class="stack"><legend><h2>${t.register.purpose}</h2></legend>
${keyed ? html`<input type="hidden" name="purpose" value="${data.form.text.purpose}">` : one({ name: 'purpose', hint: t.register.keyHint, dir: 'ltr' })}
<div class="grid2 pairs">
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
<div class="grid2 pairs">
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
<div class="grid2 pairs">
${one({
  name: 'level',
  options: ([1, 2, 3] as const).map(level => ({ value: String(level), label: t.levels[level] })),
})}
${one({ name: 'consent_days', inputmode: 'numeric' })}
${one({ name: 'retention_fa' })}
${one({ name: 'retention_en', dir: 'ltr' })}
</div>
${one({
  name: 'history',
  hint: t.register.historyHint,
  options: [
    { value: '', label: t.register.historyNo },
    { value: 'yes', label: t.register.historyYes },
  ],
})}
</fieldset>`;
}
