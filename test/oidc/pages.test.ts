import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Browser,
  client,
  companies,
  maryam,
  password,
  type RelyingParty,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
});
afterAll(() => app?.close());

const cookie = (browser: Browser, name: string) =>
  new RegExp(`(?:^|; )${name}=([^;]+)`).exec(browser.jar.header(new URL(app.url)) ?? '')?.[1];

describe('the page of sign-in', () => {
  it('says one and the same of a wrong number, an unknown person and a wrong password, and keeps the number', async () => {
    const { page } = await tax.open(new Browser());
    const sentences: string[] = [];
    for (const [id, secret] of [
      [maryam.id, 'wrong-password'],
      ['9990000999', password],
      ['12', password],
    ] as const) {
      const refused = await page.submit({ national_id: id, password: secret });
      expect(refused.status).toBe(401);
      expect(refused.value('national_id')).toBe(id);
      expect(refused.find('[name=password]').getAttribute('value') ?? '').toBe('');
      sentences.push(refused.find('[role=alert] p').text);
    }
    expect(new Set(sentences).size).toBe(1);
  });

  it('lets its form end at the registered address and nowhere else', async () => {
    const { page } = await tax.open(new Browser());
    const policy = page.response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("form-action 'self' http://localhost:8085");
    expect(policy).toContain("script-src 'self'");
    expect(page.response.headers.get('cache-control')).toBe('no-store');
  });

  it('speaks the language that the system asks for, until the reader chooses', async () => {
    const { page } = await tax.open(new Browser(), { ui_locales: 'en' });
    expect(page.lang).toBe('en');
    const switched = await page.browser.open(`${page.url.href}&lang=fa`);
    expect([switched.lang, switched.dir]).toEqual(['fa', 'rtl']);
  });

  it('shows the number that the system knows already', async () => {
    const { page } = await tax.open(new Browser(), { login_hint: maryam.id });
    expect(page.value('national_id')).toBe(maryam.id);
  });

  it('goes back without signing in, when she wants', async () => {
    const { page, journey } = await tax.open(new Browser());
    const form = page.all('form').find(one => one.getAttribute('action')?.includes('/cancel'));
    const back = await page.submit({}, { ...(form ? { form } : {}), until: tax.isBack });
    expect(back.url.searchParams.get('error')).toBe('access_denied');
    expect(back.url.searchParams.get('state')).toBe(journey.state);
  });

  it('goes back when she does not allow the fields, and nothing is handed over', async () => {
    const { journey, page } = await tax.open(new Browser());
    const consent = await page.submit({ national_id: maryam.id, password });
    const back = await consent.submit({ decision: 'deny' }, { until: tax.isBack });
    expect(back.url.searchParams.get('error')).toBe('access_denied');
    expect(back.url.searchParams.get('state')).toBe(journey.state);
  });
});

describe('a session', () => {
  it('gets another number at sign-in, so that a planted one is worth nothing', async () => {
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const before = cookie(browser, 'session');
    await signInAt(tax, browser, maryam, { prompt: 'login' });
    const after = cookie(browser, 'session');
    expect(before && after && before !== after).toBeTruthy();
    const thief = new Browser();
    thief.jar.store(new URL(app.url), [`session=${before}; path=/`]);
    const page = await thief.open(`${app.url}/auth?${new URLSearchParams({ client_id: 'tax' })}`);
    expect(page.status).toBe(400);
    const signIn = await thief.open(`${app.url}/me`);
    expect(signIn.fields).toContain('password');
  });

  it('is not taken from a cookie that was not signed by us', async () => {
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const value = cookie(browser, 'session');
    const forged = new Browser();
    forged.jar.store(new URL(app.url), [
      `session=${value}; path=/`,
      'session.sig=AAAAAAAAAAAAAAAAAAAAAAAAAAA; path=/',
    ]);
    expect((await forged.open(`${app.url}/me`)).fields).toContain('password');
  });

  it('of Yekbar itself: sign-in leads to the page that was asked for, sign-out ends it', async () => {
    const browser = new Browser();
    const login = await browser.open(`${app.url}/me`);
    const me = await login.submit({ national_id: maryam.id, password });
    expect([me.url.pathname, me.heading]).toEqual(['/me', 'person /me']);
    const ask = await browser.open(`${app.url}/sign-out`);
    const done = await ask.submit({ logout: 'yes' });
    expect(done.url.pathname).toBe('/session/end/success');
    expect((await browser.open(`${app.url}/me`)).fields).toContain('password');
  });

  it('leads only to a path of ours after sign-in', async () => {
    const browser = new Browser();
    await (await browser.open(`${app.url}/me`)).submit({ national_id: maryam.id, password });
    for (const to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/..//evil.example',
      '/.//evil.example',
      '/me/%2e%2e//evil.example',
    ]) {
      const page = await browser.open(`${app.url}/sign-in?to=${encodeURIComponent(to)}`, { follow: false });
      expect(page.response.headers.get('location')).toBe('/');
      const back = await browser.open(
        `${app.url}/sign-in/callback?state=${Buffer.from(to).toString('base64url')}&code=x`,
        { follow: false },
      );
      expect(back.response.headers.get('location')).toBe('/');
    }
  });

  it('is listed for its owner, and can be ended by nobody else', async () => {
    const browser = new Browser();
    const { accessToken } = await signInAt(tax, browser, sara);
    const { oidc, test, persons } = app;
    const [session] = await oidc.listSessions(test.op(), persons.sara);
    expect(session?.clientIds).toContain('tax');
    const uid = session?.uid ?? '';
    const as = (personId: string) => test.op({ kind: 'person', personId });
    expect(await oidc.endSession(as(persons.maryam), uid)).toBe(false);
    expect((await tax.profile(accessToken)).status).toBe(200);
    expect(await oidc.endSession(as(persons.sara), uid)).toBe(true);
    expect((await tax.profile(accessToken)).status).toBe(401);
    expect((await browser.open(`${app.url}/me`)).fields).toContain('password');
  });

  it('that is ended at the system ends its tokens too', async () => {
    const browser = new Browser();
    const { tokens, accessToken } = await signInAt(tax, browser, maryam);
    const query = new URLSearchParams({
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'http://localhost:8085/',
      state: 'bye',
    });
    const ask = await browser.open(`${app.url}/session/end?${query}`);
    expect(ask.response.headers.get('content-security-policy')).toContain('http://localhost:8085');
    const left = await ask.submit({ logout: 'yes' }, { until: url => url.port === '8085' });
    expect(left.url.href).toBe('http://localhost:8085/?state=bye');
    expect((await tax.profile(accessToken)).status).toBe(401);
    expect((await browser.open(`${app.url}/me`)).fields).toContain('password');
  });

  it('ends at no address that the system has not registered', async () => {
    const browser = new Browser();
    const { tokens } = await signInAt(tax, browser, maryam);
    const query = new URLSearchParams({
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'http://evil.example/',
    });
    const page = await browser.open(`${app.url}/session/end?${query}`);
    expect(page.status).toBe(400);
    expect(page.url.href.startsWith(app.url)).toBe(true);
  });
});

describe('no dead end', () => {
  it('a double click on sign-in goes on where the first one went', async () => {
    await app.add(client('click'));
    const { page } = await (await app.party('click')).open(new Browser());
    const values = { national_id: maryam.id, password };
    const first = await page.submit(values);
    const second = await page.submit(values);
    expect(second.url.pathname).toBe(first.url.pathname);
    expect(second.fields).toContain('decision');
  });

  it('a double click on allow comes back with a code both times', async () => {
    await app.add(client('clicks'));
    const { page } = await (await app.party('clicks')).open(new Browser());
    const consent = await page.submit({ national_id: maryam.id, password });
    const pages = [];
    for (let click = 0; click < 2; click++)
      pages.push(await consent.submit({ decision: 'allow' }, { until: tax.isBack }));
    for (const one of pages) expect(one.url.searchParams.get('code')).toBeTruthy();
  });

  it('the back button meets a page that names the system and starts again', async () => {
    const browser = new Browser();
    const { page } = await tax.open(browser);
    const next = await page.submit({ national_id: maryam.id, password }, { until: tax.isBack });
    if (!tax.isBack(next.url)) await next.submit({ decision: 'allow' }, { until: tax.isBack });
    browser.jar.forget(/^forward/);
    const old = await browser.open(page.url);
    expect(old.status).toBe(410);
    expect(old.text).toContain('سامانهٔ tax');
    expect(old.all('a[href="http://localhost:8085/"]').length).toBe(1);
  });

  it('a sign-in of another browser, or an invented one, meets the same page', async () => {
    const { page } = await tax.open(new Browser());
    for (const address of [
      page.url.href,
      `${app.url}/interaction/nonsense?client=tax`,
      `${app.url}/auth/nonsense`,
    ]) {
      const other = await new Browser().open(address);
      expect(other.status).toBeGreaterThanOrEqual(400);
      expect(other.status).toBeLessThan(500);
      expect(other.heading.length).toBeGreaterThan(5);
    }
  });

  it('two tabs: what is signed in in one is not asked in the other', async () => {
    const browser = new Browser();
    const first = await tax.open(browser);
    const second = await tax.open(browser);
    await first.page.submit({ national_id: maryam.id, password }, { until: tax.isBack });
    const reloaded = await browser.open(second.page.url, { until: tax.isBack });
    expect(reloaded.fields).not.toContain('password');
  });

  it('a choice that is not hers, or not usable, is refused on the same page with the reason', async () => {
    const { page } = await tax.open(new Browser(), { prompt: 'select_account' });
    const choice = await page.submit({ national_id: sara.id, password });
    for (const value of [companies.pars.id, companies.khazar.id, '99999999999', 'nonsense', '']) {
      const refused = await choice.submit({ acting_for: value });
      expect(refused.status, value).toBeGreaterThanOrEqual(400);
      expect(refused.fields).toContain('acting_for');
      expect(refused.find('[role=alert]').text.length).toBeGreaterThan(10);
    }
  });

  it('who is asked again in her own session reads why, and who is signed in', async () => {
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const again = await signInAt(tax, browser, maryam, { prompt: 'login' });
    const asked = again.walk.pages.password;
    expect(asked?.heading).toBe('برای این کار دوباره گذرواژه‌تان را بنویسید');
    expect(asked?.text).toContain('اکنون با نام');
    expect(asked?.value('national_id')).toBe(maryam.id);
  });

  it('a form from another site is refused', async () => {
    const { page } = await tax.open(new Browser());
    const form = page.form('password');
    const posted = await page.browser.open(new URL(form.getAttribute('action') ?? '', page.url), {
      method: 'POST',
      body: new URLSearchParams({ national_id: maryam.id, password }),
      headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(posted.status).toBe(403);
  });
});
