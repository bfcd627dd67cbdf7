import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealRecord } from '../../src/audit/index.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, password, people } from '../support/people.ts';
import { openAs, signInAt, signInAtSystem } from '../support/stories.ts';

let app: TestApp;
/** What must never stand outside a sealed value, and where it would have come from. */
const secrets = new Map<string, string>();
const browsers: Browser[] = [];
const newBrowser = () => {
  const browser = new Browser();
  browsers.push(browser);
  return browser;
};

beforeAll(async () => {
  app = await testApp({ systems: true });
  for (const [key, person] of Object.entries(people)) {
    secrets.set(person.id, `the national ID of ${key}`);
    secrets.set(person.fa, `the name of ${key}`);
    secrets.set(person.en, `the name of ${key}`);
    const { mobile, familyName } = readPerson(key);
    for (const form of [mobile, mobile.replace('+98', '0'), mobile.replace('+98', '')])
      secrets.set(form, `the phone of ${key}`);
    if (familyName.length > 4) secrets.set(familyName, `the family name of ${key}`);
  }
  secrets.set(password, 'the password');
  await live();
});
afterAll(() => app?.close());

function readPerson(key: string): { mobile: string; familyName: string } {
  const { mobile, family } = app.country.country.person(key);
  return { mobile, familyName: family.fa };
}

/** A day at Yekbar: people sign in, look, withdraw, mistype, administer. */
async function live(): Promise<void> {
  const sara = newBrowser();
  const asSara = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
  await signInAtSystem(app.tax, sara, asSara);
  await signInAtSystem(app.customs, sara, { ...asSara, actingFor: 'self' });
  for (const path of ['/', '/me', '/catalogue', '/demo/outbox', '/nowhere'])
    await sara.open(`${app.url}${path}`);
  const own = await sara.open(`${app.url}/me/record`);
  const company = own.all('[name=about] option').at(-1)?.getAttribute('value');
  const proof = own.all('a[href$="/proof"]')[0]?.getAttribute('href');
  for (const path of [`/me/record?about=${company}&kind=seen`, '/me/record.csv', `${proof}`, `${proof}.json`])
    expect((await sara.open(`${app.url}${path}`)).status, path).toBe(200);
  const party = await app.party();
  const signedIn = await signInAt(party, sara, asSara, {
    scope: 'openid profile phone offline_access business_profile',
    prompt: 'consent',
  });
  await party.profile(signedIn.accessToken);
  await party.profile(signedIn.accessToken, '?fields=person.birth_date');
  await party.profile('not-a-token');
  for (const token of [signedIn.accessToken, signedIn.tokens.refresh_token, signedIn.tokens.id_token])
    if (token) secrets.set(token, 'a token');
  for (const [id, secret] of [
    [people.sara.id, 'wrong'],
    [people.golnaz.id, password],
    [people.behrouz.id, password],
    [people.parisa.id, password],
    [people.sara.fa, people.sara.id],
  ] as const) {
    const browser = newBrowser();
    const { page } = await party.open(browser);
    await page.submit({ national_id: id, password: secret });
  }
  const golnaz = newBrowser();
  const form = await (await golnaz.open(`${app.url}/enrol`)).follow(/example=1/);
  await form.submit({}, { form: form.form('national_id', 'mobile') });
  const { birthDate } = app.country.country.person('sara');
  const forgotten = await newBrowser().open(`${app.url}/recover`);
  await forgotten.submit({ national_id: people.sara.id, birth_date: birthDate });
  for (const who of [people.shirin, people.farhad, people.omid]) {
    const { browser } = await openAs(app, who.id, '/admin');
    browsers.push(browser);
    await browser.open(`${app.url}/me`);
  }
  for (const browser of browsers)
    for (const { url } of browser.history) {
      const code = new URL(url).searchParams.get('code');
      if (code) secrets.set(code, 'an authorization code');
    }
  for (const cookie of browsers.flatMap(browser =>
    (browser.jar.header(new URL(app.url)) ?? '').split('; '),
  )) {
    const [name = '', value = ''] = cookie.split('=');
    if (/session/.test(name) && !/\.sig$/.test(name)) secrets.set(value, `the cookie ${name}`);
  }
  await sealRecord(app.op());
}

/** The secrets that stand in a text: as they are, as UTF-8 in hex (how bytes are dumped), or as base64. */
function found(text: string, where = ''): string[] {
  const lower = text.toLowerCase();
  return [...secrets]
    .filter(([secret]) => {
      const bytes = Buffer.from(secret);
      return (
        text.includes(secret) ||
        text.includes(encodeURIComponent(secret)) ||
        text.includes(JSON.stringify(secret).slice(1, -1)) ||
        lower.includes(bytes.toString('hex')) ||
        text.includes(bytes.toString('base64').replace(/..?=*$/, ''))
      );
    })
    .map(([, what]) => `${what}${where}`);
}

describe('what people are is nowhere that it need not be', () => {
  test('the law sees what it looks for', () => {
    // Her phone number is her national ID with another beginning: either is a finding.
    expect(found(`x ${people.sara.id}`)).toHaveLength(1);
    expect(found(Buffer.from(people.sara.fa).toString('hex'))).toContain('the name of sara');
    expect(secrets.size).toBeGreaterThan(60);
    expect(app.log.length).toBeGreaterThan(0);
  });

  test('no line of the log names a person, a phone or a token', () => {
    expect([...new Set(app.log.flatMap(line => found(line, ` in ${line.slice(0, 120)}`)))]).toEqual([]);
  });

  test('no address names one', () => {
    const codes = /[?&](code|id_token_hint)=[^&]+/g; // where OpenID Connect itself puts them, at the client
    const addresses = browsers
      .flatMap(browser => browser.history.flatMap(({ url, location }) => [url, location ?? '']))
      .map(address => address.replace(codes, ''));
    expect(addresses.length).toBeGreaterThan(50);
    expect([...new Set(addresses.flatMap(address => found(address, ` in ${address.slice(0, 80)}`)))]).toEqual(
      [],
    );
  });

  test('no entry of the record and no message names one', async () => {
    const { rows } = await sql<{ row: string }>`select e::text as row from audit_event e`.execute(
      app.system.db,
    );
    expect(rows.length).toBeGreaterThan(20);
    expect([...new Set(rows.flatMap(({ row }) => found(row, ` in ${row.slice(0, 160)}`)))]).toEqual([]);
  });

  test('a dump of the whole database shows no name, phone, national ID, password or token', async () => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
      app.system.db,
    );
    expect(tables.length).toBeGreaterThan(20);
    const seen: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
        app.system.db,
      );
      for (const { row } of rows) seen.push(...found(row, ` in ${name}`));
    }
    expect([...new Set(seen)]).toEqual([]);
  });

  test('a dump does not show the companies either', async () => {
    const seen: string[] = [];
    for (const name of [
      'entity',
      'office',
      'profile',
      'audit_event',
      'consent',
      'grant_binding',
      'oidc_artifact',
    ]) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
        app.system.db,
      );
      for (const { row } of rows)
        for (const company of Object.values(companies))
          for (const word of [company.id, company.fa, company.en])
            if (row.includes(word) || row.includes(Buffer.from(word).toString('hex')))
              seen.push(`${word} in ${name}`);
    }
    expect([...new Set(seen)]).toEqual([]);
  });
});
