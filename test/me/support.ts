/** A person's own pages over HTTP on real rooms. Who is signed in stands in a header: the engine is not here. */
import { createHash } from 'node:crypto';
import express from 'express';
import { record } from '../../src/audit/index.ts';
import { findActivePurpose, type Purpose, type PurposeInput, seedClient } from '../../src/clients/index.ts';
import { type Consent, giveConsent } from '../../src/consent/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { parseLegalId, parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { getPerson, importPerson, personKnownAs } from '../../src/identity/index.ts';
import { refreshPowersOf } from '../../src/mandates/index.ts';
import { meRoutes, type SessionDoor } from '../../src/me/index.ts';
import type { Actor } from '../../src/operation.ts';
import { catchFaults, type Web, withOperation } from '../../src/web/index.ts';
import { errorPage } from '../../views/error.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

export type Who = 'sara' | 'omid' | 'navid' | 'reza';
const SECRET = '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA';
const law = {
  title: { fa: 'قانون مالیات بر ارزش افزوده', en: 'Value Added Tax Act' },
  body: { fa: 'مجلس شورای اسلامی', en: 'Parliament' },
  number: '1',
  date: '2021-05-23',
  articles: '3',
};
const purpose = (more: Partial<PurposeInput> = {}): PurposeInput => ({
  key: 'vat-registration',
  name: { fa: 'ثبت‌نام مالیات بر ارزش افزوده', en: 'VAT registration' },
  text: { fa: 'برای پر کردن فرم ثبت‌نام.', en: 'To fill the registration form.' },
  basis: 'consent',
  law,
  fields: ['entity.legal_name', 'entity.legal_id', 'person.full_name'],
  subjects: ['legal_entity', 'self'],
  level: 1,
  retention: { fa: 'پنج سال', en: 'Five years' },
  consentDays: 365,
  ...more,
});

export interface MeTest {
  readonly test: TestSystem;
  readonly app: express.Express;
  readonly personIds: Readonly<Record<Who, string>>;
  readonly entityIds: Readonly<Record<'arvand' | 'pars', string>>;
  readonly ended: string[];
  actor(who: Who): Actor;
  purposeOf(clientId: string): Promise<Purpose>;
  allow(who: Who, subjectId: string, clientId?: string): Promise<Consent>;
  /** What the statement of a release writes. */
  release(who: Who, subjectId: string, consent: Consent | undefined, clientId?: string): Promise<string>;
}

export async function meTest(): Promise<MeTest> {
  const test = await testSystem();
  for (const [id, more] of [
    ['tax', {}],
    ['customs', { key: 'export-declaration' }],
    ['defence', { key: 'particulars', basis: 'law' as const }],
  ] as const)
    await seedClient(test.op(), {
      id,
      kind: 'sandbox',
      name: { fa: `سامانه ${id}`, en: `System ${id}` },
      agency: { id: `agency-${id}`, name: { fa: `دستگاه ${id}`, en: `Agency ${id}` } },
      metadata: {},
      secretHash: null,
      purposes: [purpose(more)],
    });
  const personIds: Record<Who, string> = { sara: '', omid: '', navid: '', reza: '' };
  for (const who of ['sara', 'omid', 'navid', 'reza'] as const) {
    const { id, fa, en } = people[who];
    const input = {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: parseMobile('09990000018'),
      secret: SECRET,
    };
    personIds[who] = (await importPerson(test.op(), input)).id;
    await refreshPowersOf(test.op(), personIds[who]);
  }
  const entityOf = async (key: 'arvand' | 'pars') =>
    (await findEntityByLegalId(test.op(), parseLegalId(companies[key].id)))?.id ?? '';
  const entityIds = { arvand: await entityOf('arvand'), pars: await entityOf('pars') };
  const ended: string[] = [];
  const actor = (who: Who): Actor => ({ kind: 'person', personId: personIds[who], sessionUid: `at-${who}` });
  const purposeOf = async (clientId: string) => {
    const found = await findActivePurpose(test.op(), clientId, undefined);
    if (!found) throw new Error(`${clientId} has no purpose`);
    return found;
  };
  return {
    test,
    app: appOf(test, personIds, ended),
    personIds,
    entityIds,
    ended,
    actor,
    purposeOf,
    allow: async (who, subjectId, clientId = 'tax') => {
      const wanted = await purposeOf(clientId);
      return giveConsent(test.op(actor(who)), {
        personId: personIds[who],
        subjectId,
        clientId,
        purpose: wanted,
        fields: wanted.fields,
        textLang: 'fa',
        textHash: createHash('sha256').update('what was shown').digest(),
      });
    },
    release: async (who, subjectId, consent, clientId = 'tax') => {
      const { key, basis, fields } = await purposeOf(clientId);
      return record(test.op({ kind: 'client', clientId, scopes: [] }), {
        kind: 'profile.released',
        personId: personIds[who],
        subjectId,
        clientId,
        data: { purpose: key, basis, consent: consent?.id ?? null, fields },
      });
    },
  };
}

function appOf(test: TestSystem, personIds: Record<Who, string>, ended: string[]): express.Express {
  const { system } = test;
  const sessions: SessionDoor = {
    listSessions: async (_op, personId) =>
      Object.entries(personIds)
        .filter(([, id]) => id === personId)
        .map(([who]) => ({
          uid: `at-${who}`,
          signedInAt: system.now(),
          lastSeenAt: system.now(),
          device: { browser: 'firefox', platform: 'linux' },
          address: who === 'navid' ? '127.0.0.1' : '192.0.2.7',
          amr: ['pwd', 'otp', 'mfa'],
          expiresAt: new Date(system.now().getTime() + 3_600_000),
          clientIds: ['tax'],
        })),
    endSessionsOf: async (_op, personId, { except }) => {
      ended.push(`others of ${personId} but ${except}`);
      return 1;
    },
    endSession: async (op, uid) => {
      const own = op.actor.kind === 'person' && uid === op.actor.sessionUid;
      if (own) ended.push(uid);
      return own;
    },
  };
  const web: Web = {
    system,
    readSession: async req => {
      const who = req.get('x-signed-in-as') as Who | undefined;
      return (
        who && { personId: personIds[who], sessionUid: `at-${who}`, signedInAt: system.now(), acr: undefined }
      );
    },
    describeReader: async (op, id) => ({
      name: personKnownAs(await getPerson(op, id), op.lang),
      staff: false,
      administrator: false,
    }),
    errorPage,
  };
  return express().use(withOperation(system), meRoutes(web, sessions), catchFaults(web));
}
