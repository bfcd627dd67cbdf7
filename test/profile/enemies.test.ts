/**
 * What a registry may do wrong, by name, at both protocols that registries speak: it counts as down, and what was known
 * before stays what it was.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fillProfile, type ProfileSubject, pushFacts, readFields } from '../../src/profile/index.ts';
import { createRegistries } from '../../src/registries/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { subjectOf } from './subjects.ts';

const PATIENT = 15_000;
let t: TestSystem;
beforeAll(async () => {
  t = await testSystem({ registryTimeoutMs: PATIENT });
});
afterAll(() => t.close());
afterEach(() => {
  t.faults.mend();
  t.country.restore();
});

describe.each([
  {
    protocol: 'REST',
    registry: 'tax',
    who: 'arvand',
    key: 'entity.tax_clear',
    change: () => {
      const { legalId, tax } = t.country.entity('arvand');
      t.country.setValue(legalId, { tax: { ...tax, finalDebt: true } });
    },
  },
  {
    protocol: 'SOAP',
    registry: 'education',
    who: 'sara',
    key: 'person.education_level',
    change: () => {
      const { id, degree } = t.country.person('sara');
      if (degree) t.country.setValue(id, { degree: { ...degree, level: 'DOKTORA' } });
    },
  },
])('over $protocol', ({ registry, who, key, change }) => {
  let subject: ProfileSubject;
  let known: unknown;
  beforeAll(async () => {
    subject = await subjectOf(t.op(), t.country, who);
    expect(await fillProfile(t.op(), subject, { keys: [key], timeoutMs: PATIENT })).toEqual({ down: [] });
    known = await value();
    expect(known).toBeTruthy();
  });

  const value = async () => (await readFields(t.op(), subject.id, [key]))[key]?.value;
  const asked = async (timeoutMs = PATIENT, op = t.op()) => {
    const { down } = await fillProfile(op, subject, { keys: [key], timeoutMs });
    expect(await value()).toBe(known);
    return down;
  };

  test('a registry that answers garbage is down, and nothing of it is kept', async () => {
    t.faults.wrong(registry, 'garbage');
    expect(await asked()).toEqual([registry]);
  });

  test('a registry that answers with the record of somebody else is not believed', async () => {
    t.faults.wrong(registry, 'another');
    expect(await asked()).toEqual([registry]);
  });

  test('a registry that answers slowly, byte by byte, is not waited for beyond its time', async () => {
    t.faults.wrong(registry, 'trickle');
    expect(await asked(500)).toEqual([registry]);
  });

  test('a registry that answers ten megabytes and more is not read to its end', async () => {
    // More than the buffers on the way can hold.
    const TOTAL = 64_000_000;
    let sent = 0;
    const part = ' '.repeat(50_000);
    const server = createServer((req, res) => {
      req.resume();
      res.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (sent < TOTAL && !res.destroyed) {
          sent += part.length;
          if (!res.write(part)) return void res.once('drain', more);
        }
        res.end();
      };
      more();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    try {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const registries = createRegistries({ [registry]: address }, { timeoutMs: PATIENT, now: t.clock.now });
      expect(await asked(PATIENT, { ...t.op(), system: { ...t.system, registries } })).toEqual([registry]);
      expect(sent).toBeLessThan(TOTAL);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('a registry that answers an older edition of its record than before counts as down, and for good begins anew', async () => {
    const fill = () => fillProfile(t.op(), subject, { keys: [key], timeoutMs: PATIENT });
    const field = async () => (await readFields(t.op(), subject.id, [key]))[key];
    t.clock.advance({ minutes: 1 });
    change();
    await fill();
    const newer = await value();
    expect(newer).not.toBe(known);
    // A copy that lags behind: it is asked later, and knows less.
    t.faults.wrong(registry, 'outdated');
    for (const minutes of [1, 1]) {
      t.clock.advance({ minutes });
      expect(await fill()).toEqual({ down: [registry] });
      expect(await field()).toMatchObject({ value: newer, stale: true });
    }
    t.faults.mend();
    expect(await fill()).toEqual({ down: [] });
    expect(await field()).toMatchObject({ value: newer, stale: false });
    // That it is asked again after a long time is no reason to believe it; that it says so for a week is.
    t.faults.wrong(registry, 'outdated');
    t.clock.advance({ days: 9 });
    expect(await fill()).toEqual({ down: [registry] });
    t.clock.advance({ days: 8 });
    expect(await fill()).toEqual({ down: [] });
    expect(await value()).toBe(known);
  });

  test('an older version that comes in after a newer one changes nothing', async () => {
    // Asked first, answered last: what stands then was asked for later.
    const early = t.op();
    t.clock.advance({ minutes: 1 });
    change();
    await fillProfile(t.op(), subject, { keys: [key], timeoutMs: PATIENT });
    const newer = await value();
    expect(newer).not.toBe(known);
    t.country.restore();
    await fillProfile(early, subject, { keys: [key], timeoutMs: PATIENT });
    expect(await value()).toBe(newer);
    t.clock.advance({ minutes: 1 });
    await fillProfile(t.op(), subject, { keys: [key], timeoutMs: PATIENT });
    expect(await value()).toBe(known);
  });
});

test('a copy that lags behind undoes no correction after its custodian sent another field by himself', async () => {
  const key = 'entity.tax_clear';
  const subject = await subjectOf(t.op(), t.country, 'arvand');
  const fill = () => {
    t.clock.advance({ minutes: 1 });
    return fillProfile(t.op(), subject, { keys: [key], timeoutMs: PATIENT });
  };
  const value = async () => (await readFields(t.op(), subject.id, [key]))[key]?.value;
  await fill();
  expect(await value()).toBe(true);
  const { legalId, tax } = t.country.entity('arvand');
  t.country.setValue(legalId, { tax: { ...tax, finalDebt: true } });
  expect(await fill()).toEqual({ down: [] });
  t.clock.advance({ minutes: 1 });
  await pushFacts(t.op(), subject, 'tax', {
    'entity.vat_registration': {
      status: 'present',
      value: { registered: true },
      record: null,
      validFrom: null,
    },
  });
  t.faults.wrong('tax', 'outdated');
  expect(await fill()).toEqual({ down: ['tax'] });
  expect(await value()).toBe(false);
});

describe('a register of legal persons that writes badly', () => {
  const keys = ['entity.legal_name', 'entity.capital', 'entity.registration_date'];
  let subject: ProfileSubject;
  let known: unknown;
  const values = async () =>
    Object.values(await readFields(t.op(), subject.id, keys)).map(({ value }) => value);
  beforeAll(async () => {
    subject = await subjectOf(t.op(), t.country, 'arvand');
    await fillProfile(t.op(), subject, { keys, timeoutMs: PATIENT });
    known = await values();
  });

  /** What the register answers, but written otherwise. */
  async function asked(rewrite: (text: string) => string | Buffer): Promise<readonly string[]> {
    const own = t.system.registries.addresses['legal-persons'];
    const server = createServer(async (req, res) => {
      let body = '';
      for await (const chunk of req) body += chunk;
      const answer = await fetch(`${own}${req.url}`, { method: 'POST', body });
      const text = await answer.text();
      const rewritten = rewrite(text);
      expect(Buffer.from(rewritten).equals(Buffer.from(text))).toBe(false);
      res.writeHead(answer.status, { 'content-type': 'application/json' }).end(rewritten);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    try {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const registries = createRegistries(
        { 'legal-persons': address },
        { timeoutMs: PATIENT, now: t.clock.now },
      );
      t.clock.advance({ minutes: 1 });
      const op = { ...t.op(), system: { ...t.system, registries } };
      const { down } = await fillProfile(op, subject, { keys, timeoutMs: PATIENT });
      expect(await values()).toEqual(known);
      return down;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  const named = (name: string) => (text: string) => text.replace(/"nam":"[^"]*"/, `"nam":"${name}"`);

  test.each<[string, (text: string) => string | Buffer]>([
    [
      'letters of another encoding',
      text =>
        Buffer.concat(
          named('@')(text)
            .split('@')
            .flatMap((part, at) =>
              at === 1 ? [Buffer.from([0xd4, 0xd1, 0xdf, 0xca]), Buffer.from(part)] : [Buffer.from(part)],
            ),
        ),
    ],
    ['half of a sign', named('\\ud83d شرکت')],
    ['a NUL', named('شرکت\\u0000')],
    [
      'an amount that no JSON number holds',
      text => text.replace(/"sabtShode":"\d+"/, '"sabtShode":12345678901234567891'),
    ],
    ['a Gregorian day', text => text.replace(/"tarikhSabt":"[^"]*"/, '"tarikhSabt":"2013/10/06"')],
  ])('is not believed: %s', async (_, rewrite) => {
    expect(await asked(rewrite)).toEqual(['legal-persons']);
  });

  test('is understood where only a byte-order mark stands before, or an amount is a number', async () => {
    expect(await asked(text => `\ufeff${text}`)).toEqual([]);
    expect(await asked(text => text.replace(/"sabtShode":"(\d+)"/, '"sabtShode":$1'))).toEqual([]);
  });
});
