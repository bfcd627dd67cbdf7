import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceOutage, withdrawAnnouncement } from '../../src/status/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser, textOf } from '../support/browser.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ systems: true });
});
afterAll(() => app?.close());

test('the window shows the 50 systems, in Persian and from right to left, and marks the two that are live', async () => {
  const page = await new Browser().open(`${app.url}/`);
  expect(page.status).toBe(200);
  expect([page.lang, page.dir]).toEqual(['fa', 'rtl']);
  expect(page.all('h1')).toHaveLength(1);
  const linked = new Set(
    page
      .all('a[href^="/systems/"]:not([href="/systems/changes"])')
      .map(link => (link.getAttribute('href') ?? '').replace(/[?#].*/, '')),
  );
  expect(linked.size).toBe(50);
  expect(page.all(`a[href="${app.tax}/sign-in"]`).length).toBeGreaterThan(0);
  expect(page.all(`a[href="${app.customs}/sign-in"]`).length).toBeGreaterThan(0);
});

test('English is one click away, and is remembered', async () => {
  const browser = new Browser();
  const page = await browser.open(`${app.url}/`);
  const english = await browser.open(
    new URL(page.find('a[hreflang="en"]').getAttribute('href') ?? '', page.url),
  );
  expect([english.lang, english.dir]).toEqual(['en', 'ltr']);
  expect(english.text).not.toMatch(/[\u0620-\u06d3]{3,}.*[\u0620-\u06d3]{3,}/);
  const next = await browser.open(`${app.url}/`);
  expect(next.lang).toBe('en');
});

test('a search finds a system however its letters are typed', async () => {
  const browser = new Browser();
  const numbersIn = (page: Awaited<ReturnType<Browser['open']>>) =>
    [
      ...new Set(
        page.all('a[href^="/systems/"]').map(link => (link.getAttribute('href') ?? '').split('/')[2]),
      ),
    ].sort();
  const persian = await browser.open(`${app.url}/?q=${encodeURIComponent('گمرکی')}`);
  const arabic = await browser.open(`${app.url}/?q=${encodeURIComponent('گمركي')}`);
  expect(numbersIn(persian)).toContain('22');
  expect(numbersIn(arabic)).toEqual(numbersIn(persian));
  expect(numbersIn(persian).length).toBeLessThan(50);
  const nothing = await browser.open(`${app.url}/?q=${encodeURIComponent('زرافه')}`);
  expect(nothing.status).toBe(200);
  expect(numbersIn(nothing)).toEqual([]);
});

test('every system has a page of its own; the live ones say where to sign in', async () => {
  const browser = new Browser();
  const page = await browser.open(`${app.url}/systems/35`);
  expect(page.status).toBe(200);
  expect(page.all(`a[href="${app.tax}/sign-in"]`).length).toBeGreaterThan(0);
  expect((await browser.open(`${app.url}/systems/1`)).status).toBe(200);
  expect((await browser.open(`${app.url}/systems/51`)).status).toBe(404);
  expect((await browser.open(`${app.url}/systems/x`)).status).toBe(404);
});

test('what is planned at a system is said a day before: in the window, on its page, at the door to it, nowhere else', async () => {
  const op = app.op();
  const text = { fa: 'شب سامانه به‌روز می‌شود', en: 'The system is updated tonight' };
  const hours = (n: number) => new Date(op.at.getTime() + n * 3_600_000);
  const said = async (path: string) =>
    (await new Browser().open(new URL(path, app.url))).text.includes(text.fa);
  await announceOutage(op, { key: 'system:35', text, beginsAt: hours(30), endsAt: hours(32) });
  expect(await said('/systems/35')).toBe(false);
  const { id } = await announceOutage(op, { key: 'system:35', text, beginsAt: hours(20), endsAt: hours(22) });
  for (const path of ['/', '/systems/35', `${app.tax}/sign-in`])
    expect([path, await said(path)]).toEqual([path, true]);
  for (const path of ['/systems/1', '/catalogue', `${app.customs}/sign-in`])
    expect([path, await said(path)]).toEqual([path, false]);
  await withdrawAnnouncement(op, id);
  expect(await said('/')).toBe(false);
});

test('the catalogue lists every field with its registry, for people and for programs', async () => {
  const browser = new Browser();
  const page = await browser.open(`${app.url}/catalogue`);
  expect(page.status).toBe(200);
  const json = (await (await fetch(`${app.url}/catalogue.json`)).json()) as { fields: { key: string }[] };
  expect(json.fields.length).toBeGreaterThanOrEqual(40);
  for (const { key } of json.fields) expect(page.body).toContain(key);
});

test('a page that is not there says so, with its code and a tracking code', async () => {
  const page = await new Browser().open(`${app.url}/nowhere`);
  expect(page.status).toBe(404);
  expect(page.text).toContain('web.not_found');
  const tracking = page.response.headers.get('x-request-id') ?? '';
  expect(tracking).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(page.all('.code').map(textOf)).toContain(tracking);
});
