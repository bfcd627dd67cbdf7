import 'reflect-metadata';
import { BasicConstraintsExtension, Extension, KeyUsageFlags, type X509Certificate } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handedOver, readHeader } from '../../src/factors/certificates/handed-over.ts';
import {
  addCertificate,
  listFactors,
  removeCertificate,
  verifySecondFactor,
} from '../../src/factors/index.ts';
import { Browser } from '../support/browser.ts';
import { people } from '../support/people.ts';
import { Authority, header, type Issued, type Laid, layDown, personal, text } from './authority.ts';
import { type Pages, pagesOf } from './pages-app.ts';
import { accepted, codeOf, type Room, roomWithPeople } from './persons.ts';

let t: Room;
let authority: Authority;
let laid: Laid;
beforeAll(async () => {
  const at = new Date('2026-03-01T08:00:00Z');
  authority = await Authority.make(at);
  laid = await layDown(authority);
  t = await roomWithPeople({ at, config: { trustProxy: 1, certificates: laid.route } });
});
afterAll(async () => {
  await t?.close();
  await laid?.clear();
});

const prove = (key: 'sara' | 'omid', { certificate }: { certificate: X509Certificate }) => {
  t.clock.advance({ hours: 2 });
  return verifySecondFactor(t.op(), t.persons[key].id, { kind: 'certificate', answer: text(certificate) });
};
const sarasOwn = (more: Parameters<Authority['issue']>[0] = {}, by?: Issued) =>
  authority.issue({ serialNumber: people.sara.id, name: 'Sara Rahimi', ...more }, by);

describe('a certificate that names the person', () => {
  it('proves who she is, and says so', async () => {
    expect(await prove('sara', await sarasOwn())).toEqual({ amr: ['x509', 'pop'] });
    expect(await prove('sara', await sarasOwn({ serialNumber: `PNOIR-${people.sara.id}` }))).toBeTruthy();
  });

  it('proves nothing for another person, whoever holds it', async () => {
    expect(await codeOf(prove('omid', await sarasOwn()))).toBe('factors.certificate_other');
    const two = await sarasOwn({ name: `A, 2.5.4.5=${people.omid.id}` });
    expect(await codeOf(prove('sara', two))).toBe('factors.certificate_not_added');
    expect(await codeOf(prove('omid', two))).toBe('factors.certificate_not_added');
  });

  it('is refused before its time, after it, and when that of its issuer is over', async () => {
    const day = 86_400_000;
    const early = await sarasOwn({ from: new Date(authority.at.getTime() + 90 * day) });
    const late = await sarasOwn({ until: new Date(authority.at.getTime() - day) });
    for (const one of [early, late])
      expect(await codeOf(prove('sara', one))).toBe('factors.certificate_expired');
  });

  it('is refused when another authority made it, also one that calls itself by the same name', async () => {
    const impostor = await Authority.make(authority.at);
    expect(await codeOf(prove('sara', await sarasOwn({}, impostor.issuing)))).toBe(
      'factors.certificate_unknown',
    );
    const foreign = await Authority.make(authority.at, 'Elsewhere');
    expect(await codeOf(prove('sara', await sarasOwn({}, foreign.issuing)))).toBe(
      'factors.certificate_unknown',
    );
  });

  it('is refused when it was not made for signing in, or when a person signed it as if she were an authority', async () => {
    const mine = await sarasOwn();
    for (const odd of [
      await sarasOwn({ extensions: personal(KeyUsageFlags.keyEncipherment) }),
      await sarasOwn({ extensions: personal(KeyUsageFlags.digitalSignature, '1.3.6.1.5.5.7.3.1') }),
      await sarasOwn({ extensions: [] }),
      await sarasOwn({ extensions: [...personal(), new BasicConstraintsExtension(true, 0, true)].slice(1) }),
      await sarasOwn({ extensions: [...personal(), new Extension('1.2.3.4', true, new Uint8Array([5, 0]))] }),
    ])
      expect(await codeOf(prove('sara', odd))).toBe('factors.certificate_unfit');
    expect(await codeOf(prove('sara', await sarasOwn({}, mine)))).toBe('factors.certificate_unknown');
    expect(
      await codeOf(verifySecondFactor(t.op(), t.persons.sara.id, { kind: 'certificate', answer: 'AAAA' })),
    ).toBe('factors.certificate_unfit');
  });
});

describe('revocation', () => {
  it('holds from the moment that the new list lies there, without a restart', async () => {
    const lost = await sarasOwn();
    await prove('sara', lost);
    await laid.put('issuing.crl', await authority.list(authority.issuing, [lost]));
    expect(await codeOf(prove('sara', lost))).toBe('factors.certificate_revoked');
    // A list that is over no longer says who is good, but still who is not.
    await laid.put('issuing.crl', await authority.list(authority.issuing, [lost], { from: -9, until: -1 }));
    expect(await codeOf(prove('sara', lost))).toBe('factors.certificate_revoked');
    expect(await codeOf(prove('sara', await sarasOwn()))).toBe('factors.certificate_unchecked');
    await laid.put('issuing.crl', await authority.list(authority.issuing));
    await prove('sara', lost);
  });

  it('reaches the authority itself', async () => {
    await laid.put('root.crl', await authority.list(authority.root, [authority.issuing]));
    expect(await codeOf(prove('sara', await sarasOwn()))).toBe('factors.certificate_revoked');
    await laid.put('root.crl', await authority.list(authority.root));
  });

  it.each([
    ['is missing', async () => laid.take('issuing.crl')],
    ['is damaged', async () => laid.put('issuing.crl', 'not a list')],
    [
      'is over',
      async () => laid.put('issuing.crl', await authority.list(authority.issuing, [], { until: 0 })),
    ],
    [
      'is of tomorrow',
      async () => laid.put('issuing.crl', await authority.list(authority.issuing, [], { from: 3 })),
    ],
    [
      'is signed by somebody else of that name',
      async () => {
        const impostor = await Authority.make(authority.at);
        await laid.put('issuing.crl', await impostor.list(impostor.issuing));
      },
    ],
  ])('a list that %s proves nothing: the certificate is refused', async (_what, spoil) => {
    await spoil();
    expect(await codeOf(prove('sara', await sarasOwn()))).toBe('factors.certificate_unchecked');
    await laid.put('issuing.crl', await authority.list(authority.issuing));
    await prove('sara', await sarasOwn());
  });
});

describe('a certificate that names nobody', () => {
  it('counts for who has added it, once, and for nobody else', async () => {
    const token = await authority.issue({ name: 'Office Token 7' });
    expect(await codeOf(prove('sara', token))).toBe('factors.certificate_not_added');
    const adding = [1, 2, 3].map(() => addCertificate(t.op(), t.persons.sara.id, text(token.certificate)));
    expect(await accepted(adding)).toBe(1);
    expect(await codeOf(addCertificate(t.op(), t.persons.omid.id, text(token.certificate)))).toBe(
      'factors.certificate_known',
    );
    expect(await prove('sara', token)).toEqual({ amr: ['x509', 'pop'] });
    expect(await codeOf(prove('omid', token))).toBe('factors.certificate_other');
    const { certificates } = await listFactors(t.op(), t.persons.sara.id);
    expect(certificates).toMatchObject([{ subject: 'Office Token 7', issuer: 'Test Root Issuing' }]);
    expect(certificates[0]?.usedAt).toBeInstanceOf(Date);
    expect((await t.texts('sara')).join('\n')).toContain('گواهی الکترونیکی افزوده شد');
    const id = certificates[0]?.id ?? '';
    expect(await codeOf(removeCertificate(t.op(), t.persons.omid.id, id))).toBe('factors.not_found');
    await removeCertificate(t.op(), t.persons.sara.id, id);
    expect(await codeOf(prove('sara', token))).toBe('factors.certificate_not_added');
  });

  it('is not added when it is no good, or is another person’s', async () => {
    const add = ({ certificate }: Issued) => addCertificate(t.op(), t.persons.omid.id, text(certificate));
    expect(await codeOf(add(await sarasOwn()))).toBe('factors.certificate_other');
    const foreign = await Authority.make(authority.at, 'Elsewhere');
    expect(await codeOf(add(await foreign.issue()))).toBe('factors.certificate_unknown');
    expect(await codeOf(addCertificate(t.op(), t.persons.omid.id, ''))).toBe('factors.certificate_missing');
  });
});

describe('the header of the proxy', () => {
  const of = (value: string | undefined, remoteAddress: string, config = t.system.config) =>
    handedOver(config, { headers: { 'client-cert': value }, socket: { remoteAddress } });

  it('counts on connections from the proxy only, and only where one is said to stand', async () => {
    const { certificate } = await sarasOwn();
    const value = header(certificate);
    for (const proxy of ['127.0.0.1', '::ffff:127.0.0.1', '::1']) expect(of(value, proxy)).toBeDefined();
    for (const stranger of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', '', 'unix'])
      expect(of(value, stranger)).toBeUndefined();
    expect(of(value, '127.0.0.1', { ...t.system.config, trustProxy: 0 })).toBeUndefined();
    expect(of(value, '127.0.0.1', { ...t.system.config, certificates: undefined })).toBeUndefined();
    expect(of(undefined, '127.0.0.1')).toBeUndefined();
  });

  it('is read in the three forms that proxies write, and in no other', async () => {
    const { certificate } = await sarasOwn();
    const der = Buffer.from(certificate.rawData);
    expect(readHeader(header(certificate))).toEqual(der);
    expect(readHeader(encodeURIComponent(certificate.toString('pem')))).toEqual(der);
    expect(readHeader(der.toString('base64'))).toEqual(der);
    for (const odd of [
      '',
      '::',
      `${header(certificate)}, ${header(certificate)}`,
      'x'.repeat(20_000),
      '-----BEGIN CERTIFICATE-----%zz',
      '(null)',
    ])
      expect(readHeader(odd)).toBeUndefined();
  });
});

describe('the page of ways to sign in', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await pagesOf(t);
    pages.signIn('omid', 'urn:yekbar:loa:2');
  });
  afterAll(() => pages?.close());

  it('shows the certificate of the browser, adds it, lists it and takes it away', async () => {
    const { certificate } = await authority.issue({ name: 'Token of <Omid>' });
    const browser = new Browser({ 'client-cert': header(certificate) });
    const page = await browser.open(`${pages.url}/me/security/certificates/new`);
    expect(page.text).toContain('Token of <Omid>');
    expect(page.text).toContain('Test Root Issuing');
    const done = await page.submit({}, { form: page.find('main form') });
    expect(done.text).toContain('گواهی افزوده شد');
    expect(done.body).not.toContain('<Omid>');
    const removed = await done.submit({}, { form: done.find('form[action*="/certificates/"]') });
    expect(removed.text).toContain('گواهی برداشته شد');
  });

  it('without one says how to show it, and adds nothing', async () => {
    for (const lang of ['fa', 'en']) {
      const page = await new Browser().open(`${pages.url}/me/security/certificates/new?lang=${lang}`);
      expect([page.status, page.all('main form').length]).toEqual([200, 0]);
    }
    const answer = await fetch(`${pages.url}/me/security/certificates/new`, {
      method: 'POST',
      headers: { origin: pages.url, accept: 'text/html' },
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('مرورگر گواهی‌ای نشان نداد');
  });
});
