/** A real Chromium for the journeys, and what every page has to stand: axe, narrow screens, no errors, no strangers. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { password } from './people.ts';

const artifacts = fileURLToPath(new URL('../../artifacts/screens/', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [1280, 390, 320];
const OVER = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
}

export interface Screen {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about: errors of scripts, of the console, of the content security policy. */
  readonly complaints: string[];
  /** Hosts that were asked. */
  readonly hosts: Set<string>;
}

export async function openScreen(
  browser: Browser,
  options: { locale?: string; colorScheme?: 'light' | 'dark'; width?: number } = {},
): Promise<Screen> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: options.locale ?? 'fa-IR',
    timezoneId: 'Asia/Tehran',
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    // A refused form is shown with status 4xx, which Chromium reports as a failed load.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('request', request => hosts.add(new URL(request.url()).hostname));
  return { page, context, complaints, hosts };
}

/** Does what leads to another page, and waits until that is there: what was looked for next could be the old one. */
export async function leaves(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForNavigation(), act()]);
}

/** A security key that the browser itself plays, as its developer tools offer. */
export async function plugInKey({ page, context }: Screen): Promise<void> {
  const tools = await context.newCDPSession(page);
  await tools.send('WebAuthn.enable');
  await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Types who she is into the sign-in that the page shows, and sends it. */
export async function typePassword(page: Page, id: string): Promise<void> {
  await page.fill('[name=national_id]', id);
  await page.fill('[name=password]', password);
  await leaves(page, () => page.locator('main form:has([name=password]) button').click());
}

/** The same, for herself where she is asked for whom. */
export async function signIn(page: Page, id: string): Promise<void> {
  await typePassword(page, id);
  const self = page.locator('[name=acting_for][value=self]');
  if ((await self.count()) === 0) return;
  await self.check();
  await leaves(page, () => page.locator('main form:has([name=acting_for]) button').first().click());
}

/** Looks at a page as it stands: axe finds nothing, nothing scrolls sideways at any width; keeps pictures. */
export async function look({ page }: Screen, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate<number>(OVER);
    expect(over, `${name} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
    if (width !== 320) {
      await page.screenshot({ path: join(artifacts, `${name}-${width}.jpg`), fullPage: true, quality: 80 });
      expect(await findings(page), `${name} at ${width} px`).toEqual([]);
    }
  }
  if (before) await page.setViewportSize(before);
}

/** Every rule of axe. It reads style sheets beforehand for a rule only that it leaves out itself. */
const AXE_RUN = 'axe.run(document, { resultTypes: ["violations"], preload: { assets: ["media"] } })';

/**
 * The lean look, at pages that no story of their own shows: in Persian axe finds nothing on a phone, and in both
 * languages nothing scrolls sideways there. What is wrong is named by page, all at once.
 */
export async function sweep({ page }: Screen, url: string, paths: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  await page.setViewportSize({ width: 390, height: 900 });
  for (const lang of ['en', 'fa'])
    for (const path of paths) {
      await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      const at = await page.evaluate<string>('location.pathname');
      if (at !== path.split('?')[0]) wrong.push(`${path} leads to ${at}`);
      const over = await page.evaluate<number>(OVER);
      if (over > 0) wrong.push(`${path} ${lang} scrolls sideways by ${over} px`);
      if (lang === 'fa') wrong.push(...(await findings(page)).map(found => `${path}: ${found}`));
    }
  return wrong;
}

/** What axe finds, one line each: rule, weight, how often, where first. */
export async function findings(page: Page): Promise<string[]> {
  // Through the debugger, not a script tag: the content security policy of the page stays as it is.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const results = (await page.evaluate(AXE_RUN)) as AxeResults;
  return results.violations.map(
    ({ id, impact, nodes }) => `${id} (${impact}) × ${nodes.length}: ${nodes[0]?.html.slice(0, 160)}`,
  );
}

const FOCUS_IS_SEEN = `[document.activeElement, document.activeElement.closest('label')].some(element => {
  const style = element && getComputedStyle(element);
  return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
})`;

/** Presses Tab until the focus stands on what is looked for, and is visible there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) {
      const seen = await page.evaluate<boolean>(FOCUS_IS_SEEN);
      expect(seen, `the focus on ${selector} can be seen`).toBe(true);
      return;
    }
  }
  throw new Error(`no Tab leads to ${selector}`);
}
