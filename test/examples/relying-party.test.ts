import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRelyingParty } from '../../examples/relying-party/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { signInAtSystem, walk } from '../support/stories.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ systems: true });
});
afterAll(() => app?.close());

const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' } as const;

test('whoever does not allow it finds the same form, to be written by hand', async () => {
  const sara = new Browser();
  const { end } = await signInAtSystem(app.tax, sara, { ...asSara, decision: 'deny' });
  expect(end.status).toBe(200);
  expect(end.url.pathname).toBe('/callback');
  expect(end.text).toContain('اجازه ندادید');
  expect(end.fields).toEqual(expect.arrayContaining(['name', 'capital', 'sales']));

  const front = await sara.open(`${app.tax}/`);
  expect(front.text).toContain('ورود با یک‌بار');
});

test('a form with an empty box comes back with what was typed, a full one is done', async () => {
  const sara = new Browser();
  const { end } = await signInAtSystem(app.tax, sara, asSara);
  expect(end.text).toContain('خانه که لازم نبود بنویسید');
  const form = end.form('sales');
  const typed = Object.fromEntries(
    form.querySelectorAll('.in').map(box => [box.getAttribute('name') ?? '', 'نرم‌افزار حسابداری']),
  );
  const again = await end.submit({ ...typed, start: '۱ آذر ۱۴۰۵', sales: ' ' });
  expect(again.status).toBe(422);
  expect(again.find('title').textContent).toMatch(/^خطا: /);
  expect(again.value('start')).toBe('۱ آذر ۱۴۰۵');
  expect(again.find('#sales').getAttribute('aria-invalid')).toBe('true');
  expect(again.all('[role="alert"] a').map(link => link.getAttribute('href'))).toEqual(['#sales']);
  const done = await again.submit({ ...typed, sales: '1000' });
  expect(done.status).toBe(200);
  expect(done.heading).toBe('فرم کامل بود.');
});

test('two tabs do not mix, and the back button after sign-in is no dead end', async () => {
  const sara = new Browser();
  const first = await sara.open(`${app.tax}/sign-in`);
  const { end } = await walk(await sara.open(`${app.tax}/sign-in`), asSara);
  expect(end.url.href).toBe(`${app.tax}/`);
  const callback = sara.history.findLast(visit => visit.url.includes('/callback'))?.url ?? '';
  expect((await sara.open(callback)).url.href).toBe(`${app.tax}/`);
  const other = await walk(first, asSara);
  expect(other.end.url.origin).toBe(app.tax);
  expect(other.end.status).toBe(200);
});

test('a return that this browser never asked for signs nobody in', async () => {
  const stranger = new Browser();
  const page = await stranger.open(`${app.tax}/callback?code=planted&state=planted`);
  expect(page.status).toBe(400);
  expect(page.text).toContain('این بازگشت را نشناختیم');
  expect((await stranger.open(`${app.tax}/`)).text).toContain('ورود با یک‌بار');
});

test('signing out there signs out at Yekbar, and ends at the front page', async () => {
  const sara = new Browser();
  const { end } = await signInAtSystem(app.tax, sara, asSara);
  let page = await end.submit({}, { form: end.find('form[action="/sign-out"]') });
  if (page.fields.includes('logout')) page = await page.submit({ logout: 'yes' });
  expect(page.url.origin).toBe(app.tax);
  expect(page.text).toContain('ورود با یک‌بار');
  const next = await sara.open(`${app.customs}/sign-in`);
  expect(next.fields).toContain('password');
});

test('while Yekbar does not answer, the system says so and keeps the form open', async () => {
  const alone = await startRelyingParty({
    system: 'customs',
    port: 0,
    issuer: 'http://localhost:9',
    clientId: 'demo-customs',
    clientSecret: 'demo-customs-secret',
  });
  try {
    const page = await new Browser().open(`${alone.url}/sign-in?lang=en`);
    expect(page.status).toBe(503);
    expect(page.heading).toBe('Yekbar does not answer at the moment.');
    expect((await page.follow('/by-hand')).fields).toContain('goods');
  } finally {
    await alone.close();
  }
});
