import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, textOf, type WebPage } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { signInAtSystem, walk } from '../support/stories.ts';

let app: TestApp;
const sara = new Browser();
beforeAll(async () => {
  app = await testApp({ systems: true });
});
afterAll(() => app?.close());

const persian = (text: string) => text.replace(/[0-9]/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');
const arabic = (text: string) => text.replace(/[0-9]/g, digit => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
/** The text of a page with every digit as Latin ones. */
const latin = (text: string) =>
  text.replace(/[۰-۹]/g, digit => String('۰۱۲۳۴۵۶۷۸۹'.indexOf(digit))).replace(/[\u200c\s]+/g, ' ');
const spared = (page: WebPage) => Number(latin(textOf(page.find('.spared b'))));

let shown: WebPage;

test('Sara signs in at the tax system with Persian digits, spaces and dashes', async () => {
  const start = await sara.open(`${app.tax}/`);
  const door = await start.follow('/sign-in');
  expect(door.url.origin).toBe(app.url);
  expect([door.lang, door.dir]).toEqual(['fa', 'rtl']);
  expect(door.text).toContain('مؤدیان مالیاتی');
  expect(door.fields).toEqual(expect.arrayContaining(['national_id', 'password']));
  const typed = `${persian('999')}-${arabic('000')} ${persian('0018')}`;
  const { end, asked, pages } = await walk(door, { id: typed });
  expect(asked).toEqual(['password']);
  expect(end.fields).toContain('acting_for');
  shown = end;
  expect(pages.password?.fields).toContain('national_id');
});

test('she sees whom she may act for, and why not for the others', async () => {
  expect(shown.choices('acting_for').sort()).toEqual([companies.arvand.id, 'self'].sort());
  expect(shown.text).toContain(companies.arvand.fa);
  // Pars binds itself with two signatures of three: shown, with the others' names, and not to be chosen.
  expect(shown.text).toContain(companies.pars.fa);
  expect(shown.text).toContain('دو امضا از سه');
  expect(shown.text).toContain(people.omid.fa);
  expect(shown.text).toContain(people.laleh.fa);
  const refused = await shown.submit({ acting_for: companies.pars.id }, { form: shown.form('acting_for') });
  expect(refused.url.origin).toBe(app.url);
  expect(refused.fields).not.toContain('decision');
});

test('before she allows anything she sees each value with its registry and its date', async () => {
  const again = await sara.open(`${app.tax}/sign-in`);
  const { end: page } = await walk(again, { actingFor: companies.arvand.id });
  expect(page.fields).toContain('decision');
  expect(page.choices('decision').sort()).toEqual(['allow', 'deny']);
  const rows = page.all('.vals dl > div');
  expect(rows.length).toBeGreaterThanOrEqual(15);
  const text = latin(page.text);
  expect(text).toContain(companies.arvand.id);
  expect(page.text).toContain(companies.arvand.fa);
  expect(page.text).toContain(people.sara.fa);
  for (const heading of page.all('.vals h2, .vals h3')) expect(textOf(heading).length).toBeGreaterThan(3);
  expect(page.all('.vals time[datetime]').length).toBeGreaterThanOrEqual(10);
  shown = page;
});

test('she allows it, and the form at the tax system is filled and says how many fields were spared', async () => {
  const filled = await shown.submit({ decision: 'allow' });
  expect(filled.url.origin).toBe(app.tax);
  expect(filled.status).toBe(200);
  expect(spared(filled)).toBeGreaterThanOrEqual(15);
  expect(filled.text).toContain(companies.arvand.fa);
  expect(latin(filled.text)).toContain(companies.arvand.id);
  // What she was shown is what was given.
  const values = shown.all('.vals dl > div').map(row => textOf(row.querySelector('dd') ?? row));
  expect(values.some(value => filled.text.includes(value))).toBe(true);
});

test('at customs nobody asks for the password again; only what is new there is asked', async () => {
  const { end, asked } = await signInAtSystem(app.customs, sara, {
    id: people.sara.id,
    actingFor: companies.arvand.id,
    decision: 'allow',
  });
  expect(asked).not.toContain('password');
  expect(asked).toContain('decision');
  expect(end.url.origin).toBe(app.customs);
  expect(spared(end)).toBeGreaterThanOrEqual(8);
  expect(end.text).toContain(companies.arvand.fa);
});

test('when she comes back, nothing is asked at all', async () => {
  for (const system of [app.tax, app.customs]) {
    const { end, asked } = await signInAtSystem(system, sara, { id: people.sara.id });
    expect(asked).toEqual([]);
    expect(end.url.origin).toBe(system);
    expect(spared(end)).toBeGreaterThanOrEqual(8);
  }
});

test('two systems in one browser may act for two: changing one leaves the other alone', async () => {
  const { end, asked } = await signInAtSystem(
    app.customs,
    sara,
    { id: people.sara.id, actingFor: 'self', decision: 'allow' },
    true,
  );
  expect(asked).not.toContain('password');
  expect(asked).toContain('acting_for');
  expect(end.url.origin).toBe(app.customs);
  expect(end.text).toContain(people.sara.fa);
  expect(end.text).not.toContain(companies.arvand.fa);
  const tax = await sara.open(`${app.tax}/`);
  const fetched = await tax.submit({}, { form: tax.find('form[action="/profile"]') });
  expect(fetched.text).toContain(companies.arvand.fa);
  expect(spared(fetched)).toBeGreaterThanOrEqual(15);
});

test('a denial changes nothing: she is back at the system, which asks her itself', async () => {
  const laleh = new Browser();
  const { end, asked } = await signInAtSystem(app.tax, laleh, {
    id: people.laleh.id,
    actingFor: 'self',
    decision: 'deny',
  });
  expect(asked).toContain('decision');
  expect(end.url.origin).toBe(app.tax);
  expect(end.text).toContain('اجازه ندادید');
  expect(end.all('.spared')).toEqual([]);
});

test('the same in English, in the words of the reader', async () => {
  const browser = new Browser();
  const start = await browser.open(`${app.tax}/?lang=en`);
  const door = await start.follow('/sign-in');
  expect([door.lang, door.dir]).toEqual(['en', 'ltr']);
  const { end, pages } = await walk(door, {
    id: people.sara.id,
    actingFor: companies.arvand.id,
    decision: 'allow',
  });
  expect(pages.acting_for?.text).toContain('two signatures of three');
  expect(pages.acting_for?.text).toContain(companies.pars.en);
  expect(end.url.origin).toBe(app.tax);
  expect(end.lang).toBe('en');
});

test('an ended power and a dissolved company are shown with the reason, and cannot be chosen', async () => {
  const reza = new Browser();
  const { end } = await walk(await reza.open(`${app.tax}/sign-in`), { id: people.reza.id });
  expect(end.choices('acting_for')).toEqual(['self']);
  expect(end.text).toContain(companies.kavir.fa);
  expect(end.text).toMatch(/پایان یافت|منحل/);
  const forced = await end.submit({ acting_for: companies.kavir.id });
  expect(forced.url.origin).toBe(app.url);
  expect(forced.fields).not.toContain('decision');
});

test('a foreign director signs in with his foreign-national code and acts for his company', async () => {
  const amir = new Browser();
  const { end } = await walk(await amir.open(`${app.tax}/sign-in`), {
    id: people.amir.id,
    actingFor: companies.khazar.id,
    decision: 'allow',
  });
  expect(end.url.origin).toBe(app.tax);
  expect(end.text).toContain(companies.khazar.fa);
});

test('a sole trader has a profile without any company', async () => {
  const maryam = new Browser();
  const { end, pages } = await walk(await maryam.open(`${app.tax}/sign-in`), {
    id: people.maryam.id,
    actingFor: 'self',
    decision: 'allow',
  });
  expect(pages.decision?.text).toContain(people.maryam.fa);
  expect(end.url.origin).toBe(app.tax);
  expect(spared(end)).toBeGreaterThanOrEqual(5);
});

test('signing out is asked, done, and then the door is shut', async () => {
  const maryam = new Browser();
  const answers = { id: people.maryam.id, actingFor: 'self', decision: 'allow' as const };
  const { end } = await signInAtSystem(app.tax, maryam, answers);
  const leaving = await end.submit({}, { form: end.find('form[action="/sign-out"]') });
  expect(leaving.fields).toContain('logout');
  const gone = await leaving.submit({ logout: 'yes' });
  expect(gone.status).toBe(200);
  const again = await maryam.open(`${app.tax}/sign-in`);
  expect(again.fields).toContain('password');
});
