import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPilotUser, askStep, decide, registerClient, stopClients } from '../../src/clients/index.ts';
import { parseNationalId } from '../../src/identifiers.ts';
import { anotherClient, exampleClient } from '../clients/example.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launch, look, openScreen, typePassword } from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { people } from '../support/people.ts';

const executable = findChromium();

describe.skipIf(!executable)('the life of a client and the kill switch in a real browser', () => {
  let app: TestApp;
  let browser: Browser;
  let turning: string;
  beforeAll(async () => {
    app = await testApp();
    const { client, approvalId } = await registerClient(app.op(), exampleClient());
    const other = app.op({ kind: 'client', clientId: 'demo-approver', scopes: ['admin:write'] });
    await decide(other, approvalId, 'approved', '');
    const second = await registerClient(app.op(), anotherClient());
    await decide(other, second.approvalId, 'approved', '');
    turning = second.client.id;
    await addPilotUser(app.op(), client.id, parseNationalId(people.sara.id));
    const step = { to: 'cleared', number: 'AFTA-7', until: '2040-01-01' } as const;
    await decide(other, await askStep(app.op(), client.id, step), 'approved', '');
    await stopClients(
      other,
      { agency: 'tax-agency' },
      'کلیدهای این دستگاه بیرون افتاده است.',
      async () => {},
    );
    browser = await launch(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  test('are read by everybody, wide and narrow, in both languages', async () => {
    const screen = await openScreen(browser);
    const { page } = screen;
    await page.goto(`${app.url}/admin/stops`);
    await typePassword(page, people.shirin.id);
    const client = '/admin/clients/tax-salary';
    const other = `/admin/clients/${turning}`;
    const turned = [`${other}/credentials`, `${other}/change`, `${other}/purposes/new?of=payroll-list`];
    const paths = { fa: [...turned, client], en: ['/admin/stops', client, '/admin'] };
    for (const lang of ['fa', 'en'] as const)
      for (const path of paths[lang]) {
        await page.goto(`${app.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        await look(screen, `${path.slice(1).replaceAll(/[/?=]/g, '-')}-${lang}`);
      }
    expect(screen.complaints).toEqual([]);
  });
});
