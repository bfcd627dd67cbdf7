// "You already have this": for any form page of a connected system. Inputs say by data-yekbar-field which field of the
// catalogue they ask for; before the first of them stands a note that the answer is known, with a link that says where.
//   <script src="https://…/assets/already.js" data-system="35" defer></script>
// Nothing is read from the page but these names, and nothing is sent before the person follows the link.

const { src, dataset } = document.currentScript;
// What registers hold, each key with the pattern of what may stand after its colon: filled in when this is served.
const held = {};
const words = {
  fa: { dir: 'rtl', text: (n, count) => `${n} خانهٔ این فرم را دولت از پیش می‌داند.`, link: 'ننوشتن با یک‌بار' },
  en: {
    dir: 'ltr',
    text: (n, count) => `Government already knows ${n} ${count === 1 ? 'field' : 'fields'} of this form.`,
    link: 'Do not type them: Yekbar',
  },
};

function isHeld(key) {
  const [name] = key.split(':', 1);
  const pattern = held[name];
  if (pattern === undefined || name === key) return pattern !== undefined;
  return pattern !== '' && new RegExp(pattern).test(key.slice(name.length + 1));
}

function show() {
  const inputs = [...document.querySelectorAll('[data-yekbar-field]')];
  const fields = [...new Set(inputs.map(input => input.dataset.yekbarField))]
    .filter(key => /^[a-z_]+\.[a-z_0-9:]+$/.test(key))
    .slice(0, 100);
  const known = fields.filter(isHeld).length;
  if (known === 0) return;
  const lang = document.documentElement.lang.startsWith('en') ? 'en' : 'fa';
  const address = new URL('/already', src);
  address.searchParams.set('fields', fields.join(','));
  if (dataset.system) address.searchParams.set('system', dataset.system);
  address.searchParams.set('lang', lang);
  const note = document.createElement('p');
  note.dir = words[lang].dir;
  note.lang = lang;
  note.className = 'yekbar-already';
  const count = known.toLocaleString(lang === 'fa' ? 'fa-IR' : 'en');
  const link = document.createElement('a');
  link.href = address.href;
  link.textContent = words[lang].link;
  note.append(`${words[lang].text(count, known)} `, link);
  const form = inputs[0].closest('form');
  if (form) form.prepend(note);
  else inputs[0].before(note);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', show);
else show();
