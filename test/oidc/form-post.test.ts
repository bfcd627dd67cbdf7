import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, leaves, openScreen } from '../support/chromium.ts';
import { findChromium } from '../support/needs.ts';
import { client, password, people, type TestOidc, testOidc } from './support.ts';

const executable = findChromium();

describe.skipIf(!executable)('a form that the browser posts on by itself', () => {
  let app: TestOidc;
  let browser: Browser;
  let listening: Server;
  let callback: string;
  const posted: URLSearchParams[] = [];

  beforeAll(async () => {
    app = await testOidc();
    browser = await launch(executable ?? '');
    listening = createServer((req, res) => {
      let text = '';
      req.on('data', chunk => {
        text += chunk;
      });
      req.on('end', () => {
        if (req.method === 'POST') posted.push(new URLSearchParams(text));
        res.setHeader('content-type', 'text/html').end('<h1>back</h1>');
      });
    });
    await new Promise<void>(done => listening.listen(0, '127.0.0.1', done));
    callback = `http://localhost:${(listening.address() as AddressInfo).port}/callback`;
    const { metadata } = client('poster');
    await app.add(
      client('poster', { metadata: { ...metadata, redirect_uris: [callback], require_pkce: false } }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    listening?.close();
    await app?.close();
  });

  it.each(['form_post', 'form_post.jwt'])(
    'reaches the system by %s, under our own content security policy',
    async mode => {
      const { page, complaints, context } = await openScreen(browser);
      const query = new URLSearchParams({
        client_id: 'poster',
        response_type: 'code',
        response_mode: mode,
        redirect_uri: callback,
        scope: 'openid',
        state: mode,
        entity_hint: 'self',
      });
      await page.goto(`${app.url}/auth?${query}`);
      await page.fill('[name=national_id]', people.maryam.id);
      await page.fill('[name=password]', password);
      await leaves(page, () => page.click('form button.wide'));
      const allow = page.locator('button[name=decision][value=allow]');
      if ((await allow.count()) > 0) await leaves(page, () => allow.click());
      await page.waitForURL(callback);
      const answer = posted.at(-1);
      if (mode === 'form_post') expect([answer?.get('state'), answer?.has('code')]).toEqual([mode, true]);
      else expect(answer?.get('response')?.split('.')).toHaveLength(3);
      expect(complaints.filter(text => /security policy/i.test(text))).toEqual([]);
      await context.close();
    },
  );
});
