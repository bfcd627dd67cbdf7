import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { makeHandover } from '../../src/handover/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { codeSent } from '../oidc/proofs.ts';
import { type TestApp, testApp } from '../support/app.ts';
import {
  launch,
  leaves,
  look,
  openScreen,
  type Screen,
  signIn,
  sweep,
  typePassword,
} from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { companies, people } from '../support/people.ts';

const executable = findChromium();

describe.skipIf(!executable)('the window after sign-in, and the pages for developers', () => {
  let app: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    app = await testApp();
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function handOver(): Promise<void> {
    const sara = await findPersonByIdentifier(app.op(), parsePersonId(people.sara.id));
    const arvand = await findEntityByLegalId(app.op(), parseLegalId(companies.arvand.id));
    if (!sara || !arvand) throw new Error('the demo has neither');
    const bearer = { personId: sara.id, subjectId: arvand.id, clientId: 'demo-tax' };
    const { id } = await makeHandover(app.op(), bearer, {
      to: 'demo-customs',
      application: '1405/12-887',
      licenceKind: 'کارت بازرگانی',
    });
    const rows = [
      ['received', 1],
      ['waiting_for_applicant', 2],
    ] as const;
    await app.system.db
      .updateTable('handover')
      .set({ redeemed_at: app.op().at })
      .where('id', '=', id)
      .execute();
    for (const [status, position] of rows)
      await app.system.db
        .insertInto('handover_status')
        .values({ handover_id: id, position, status, at: app.op().at })
        .execute();
    await makeHandover(app.op(), bearer, { to: 'demo-customs', application: randomUUID(), licenceKind: 'x' });
  }

  test('are read in both languages, narrow and wide', { timeout: 180_000 }, async () => {
    const screen = await openScreen(browser);
    const { page } = screen;
    await page.goto(`${app.url}/me/systems?lang=fa`);
    await signIn(page, people.sara.id);
    await page.waitForURL(`${app.url}/me/systems**`);
    await handOver();
    for (const lang of ['fa', 'en'] as const) {
      await page.goto(`${app.url}/me/systems?lang=${lang}`);
      await leaves(page, () => page.locator('nav a', { hasText: companies.arvand[lang] }).click());
      expect(await page.locator('.reg.pair > li').count()).toBeGreaterThan(1);
      await look(screen, `systems.${lang}`);
      await page.goto(`${app.url}/me/applications?lang=${lang}`);
      expect(await page.locator('article').count()).toBe(2);
      await look(screen, `applications.${lang}`);
      await page.goto(`${app.url}/developers?lang=${lang}`);
      await page.locator('details summary').first().click();
      await look(screen, `developers.${lang}`);
      await page.goto(`${app.url}/developers/errors?q=handover&lang=${lang}`);
      expect(await page.locator('tbody tr').count()).toBe(7);
      await look(screen, `errors.${lang}`);
    }
    expect(screen.complaints).toEqual([]);
    await screen.context.close();
  });

  /** Signs in on the way, with a code sent to her phone where the page asks for a second step. */
  async function openFor(id: string, path: string): Promise<Screen> {
    const screen = await openScreen(browser);
    const { page } = screen;
    await page.goto(`${app.url}${path}`);
    await typePassword(page, id);
    if ((await page.locator('[name=send]').count()) > 0) {
      await leaves(page, () => page.locator('[name=send]').click());
      await page.fill('[name=code]', await codeSent(app));
      await leaves(page, () => page.keyboard.press('Enter'));
    }
    return screen;
  }

  const unseen = {
    everybody: [
      ...[
        '/overlap',
        '/overlap/systems/35',
        '/already',
        '/complaints',
        '/status',
        '/registries',
        '/registries/civil',
      ],
      ...[
        '/systems/35/feedback',
        '/catalogue/entity.legal_name',
        '/developers/inspector',
        '/device',
        '/no-page',
      ],
    ],
    citizen: [
      ...['powers', 'powers/new', 'approvals', 'machines', 'machines/new', 'agencies', 'support', 'profile'],
      ...['feedback/35', 'cases/new?kind=complaint'],
    ].map(page => `/me/${page}`),
    agency: [
      '/agency',
      ...['', '/officers', '/cases', '/feedback', '/events', '/clients/new'].map(
        page => `/agency/agencies/tax${page}`,
      ),
      '/agency/clients/demo-basic',
      ...['calls', 'checks', 'sandbox'].map(page => `/developers/systems/demo-tax/${page}`),
    ],
    staff: [
      ...['clients', 'agencies', 'agencies/tax', 'approvals', 'lookup', 'feedback'],
      ...['emergency', 'announcements', 'deliveries', 'streams', 'directory', 'directory/systems/1'],
      ...['directory/changes', 'directory/registries'],
    ].map(page => `/admin/${page}`),
  };

  test('a form page anywhere says by one script what need not be typed, and leads to where it stands', {
    timeout: 120_000,
  }, async () => {
    // Another origin, with a form of its own and nothing else of ours.
    const form = createServer((_req, res) => {
      res.setHeader('content-type', 'text/html; charset=utf-8');
      res.end(`<!doctype html><html lang="fa" dir="rtl"><title>فرم</title>
<form><label>نام <input data-yekbar-field="entity.legal_name"></label>
<label>شمارهٔ ثبت <input data-yekbar-field="entity.registration_number"></label><label>رنگ <input></label>
<label>تلفن <input data-yekbar-field="entity.phones"></label><label>هیچ <input data-yekbar-field="entity.foo"></label></form>
<script src="${app.url}/assets/already.js" data-system="35" defer></script>`);
    });
    await new Promise<void>(done => form.listen(0, '127.0.0.1', done));
    const screen = await openScreen(browser, { width: 390 });
    try {
      const { page } = screen;
      await page.goto(`http://127.0.0.1:${(form.address() as AddressInfo).port}/`);
      const note = page.locator('form > .yekbar-already');
      await note.waitFor();
      expect(await note.textContent()).toContain('۲ خانهٔ این فرم را دولت از پیش می‌داند');
      await leaves(page, () => note.locator('a').click());
      const address = new URL(page.url());
      expect([address.origin, address.pathname]).toEqual([app.url, '/already']);
      for (const key of ['entity.legal_name', 'entity.registration_number'])
        expect(await page.locator(`main a[href="/catalogue/${key}"]`).count()).toBe(1);
      expect(screen.complaints).toEqual([]);
    } finally {
      await screen.context.close();
      form.closeAllConnections();
      form.close();
    }
  });

  test('the pages that no other journey shows stand the lean look, on a phone', {
    timeout: 180_000,
  }, async () => {
    const screens: [Screen, readonly string[]][] = [
      [await openScreen(browser), unseen.everybody],
      [await openFor(people.sara.id, '/me/powers'), unseen.citizen],
      [await openFor(people.kaveh.id, '/sign-in?level=2&to=/agency'), unseen.agency],
      [await openFor(people.shirin.id, '/admin/clients'), unseen.staff],
    ];
    for (const [screen, paths] of screens) {
      expect(await sweep(screen, app.url, paths)).toEqual([]);
      expect(screen.complaints).toEqual([]);
      await screen.context.close();
    }
  });
});
