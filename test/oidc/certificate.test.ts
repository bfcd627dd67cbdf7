import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority, header, type Issued, type Laid, layDown } from '../factors/authority.ts';
import { loa } from './proofs.ts';
import {
  Browser,
  client,
  maryam,
  password,
  people,
  purpose,
  type RelyingParty,
  type TestOidc,
  testOidc,
} from './support.ts';

let authority: Authority;
let laid: Laid;
let app: TestOidc;
let strict: RelyingParty;
let hers: Issued;
beforeAll(async () => {
  authority = await Authority.make(new Date());
  laid = await layDown(authority);
  app = await testOidc({ config: { trustProxy: 1, certificates: laid.route } });
  await app.add(client('strict', { purposes: [purpose({ level: 3 })] }));
  strict = await app.party('strict');
  hers = await authority.issue({ serialNumber: people.maryam.id, name: 'Maryam Hosseini' });
});
afterAll(async () => {
  await app?.close();
  await laid?.clear();
});

/** The proxy puts the certificate of the TLS connection into every request of the browser. */
const showing = ({ certificate }: Issued) => new Browser({ 'client-cert': header(certificate) });
const atStep = async (browser: Browser, more: Record<string, string> = {}) => {
  const { journey, page } = await strict.open(browser, more);
  return { journey, step: await page.submit({ national_id: maryam.id, password }) };
};

describe('a purpose of level 3', () => {
  it('is reached by the password and a certificate of an authority; the ID token says so', async () => {
    const { journey, step } = await atStep(showing(hers));
    expect(step.text).toContain('Maryam Hosseini');
    const consent = await step.submit({ factor: 'certificate' });
    const back = await consent.submit({ decision: 'allow' }, { until: strict.isBack });
    const { claims } = await strict.finish(journey, back.url);
    expect(claims.acr).toBe(loa(3));
    expect(new Set(claims.amr as string[])).toEqual(new Set(['pwd', 'x509', 'pop', 'mfa']));
  });

  it('is not reached by another person’s certificate, nor by one that was revoked meanwhile', async () => {
    const other = await authority.issue({ serialNumber: people.sara.id, name: 'Sara Rahimi' });
    const foreign = await atStep(showing(other));
    const refused = await foreign.step.submit({ factor: 'certificate' });
    expect([refused.status, refused.fields.includes('decision')]).toEqual([403, false]);
    expect(refused.text).toContain('از آنِ شخص دیگری است');
    app.test.clock.advance({ hours: 2 });
    const lost = await authority.issue({ serialNumber: people.maryam.id });
    await laid.put('issuing.crl', await authority.list(authority.issuing, [lost]));
    const { step } = await atStep(showing(lost));
    expect((await step.submit({ factor: 'certificate' })).text).toContain('باطل کرده است');
    await laid.put('issuing.crl', await authority.list(authority.issuing));
  });

  it('without a certificate she is told that it would do, what is open meanwhile, and cannot go on', async () => {
    app.test.clock.advance({ hours: 2 });
    const { step } = await atStep(new Browser());
    expect(step.text).toContain('گواهی امضای الکترونیکی هم پذیرفته می‌شود');
    expect(step.find('#remaining').text).not.toBe('');
    const action = step.find('form[action*="/cancel"]').getAttribute('action') ?? '';
    const forced = await step.browser.open(new URL(action.replace('cancel', 'second-factor'), step.url), {
      method: 'POST',
      body: new URLSearchParams({ factor: 'certificate' }),
      headers: { origin: app.url },
    });
    expect(forced.fields).not.toContain('decision');
  });

  it('while the authority’s list is missing the level is not lowered: she is told why, and what is open without', async () => {
    app.test.clock.advance({ hours: 2 });
    await laid.take('issuing.crl');
    const { step } = await atStep(showing(hers));
    const told = await step.submit({ factor: 'certificate' });
    expect([told.status, told.fields.includes('decision')]).toEqual([403, false]);
    expect(told.text).toContain('ایراد از شما نیست');
    expect(told.find('#remaining').text).not.toBe('');
    await laid.put('issuing.crl', await authority.list(authority.issuing));
  });

  it('a level that is only wished for is reached by a certificate that the browser shows', async () => {
    app.test.clock.advance({ hours: 2 });
    const tax = await app.party('tax');
    const { journey, page } = await tax.open(showing(hers), { acr_values: loa(3) });
    const step = await page.submit({ national_id: maryam.id, password });
    const consent = await step.submit({ factor: 'certificate' }, { until: tax.isBack });
    const back = await consent.submit({ decision: 'allow' }, { until: tax.isBack });
    expect((await tax.finish(journey, back.url)).claims.acr).toBe(loa(3));
  });
});
