/** A system with a client, two purposes and three people of the demo, for the tests of consents. */
import { createHash, randomUUID } from 'node:crypto';
import { findPurpose, listActivePurposes, type Purpose, seedClient } from '../../src/clients/index.ts';
import { type Consent, giveConsent, type NewConsent } from '../../src/consent/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { isFault } from '../../src/errors.ts';
import { parseLegalId, parseMobile, parsePersonId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import { refreshPowersOf } from '../../src/mandates/index.ts';
import type { Actor } from '../../src/operation.ts';
import { examplePurpose } from '../clients/example.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

type Who = 'sara' | 'omid' | 'laleh' | 'navid';

export interface ConsentRoom {
  readonly t: TestSystem;
  readonly personIds: Readonly<Record<Who, string>>;
  readonly entityIds: Readonly<Record<'arvand' | 'pars', string>>;
  readonly purpose: Purpose;
  as(who: Who): Actor;
  give(change?: Partial<NewConsent>): Promise<Consent>;
  /** Another version of the purpose, not the active one. */
  version(change: Partial<Record<'text_fa' | 'retention_fa', string>>): Promise<Purpose>;
}

const fields = ['entity.seat_address', 'entity.legal_name', 'entity.staff_count'];

export async function consentRoom(): Promise<ConsentRoom> {
  const t = await testSystem();
  const personIds: Record<Who, string> = { sara: '', omid: '', laleh: '', navid: '' };
  for (const who of ['sara', 'omid', 'laleh', 'navid'] as const) {
    const { id, fa, en } = people[who];
    const person = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: parseMobile('09990000018'),
      secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
    });
    personIds[who] = person.id;
    await refreshPowersOf(t.op(), person.id);
  }
  await seedClient(t.op(), {
    id: 'tax',
    kind: 'sandbox',
    name: { fa: 'سامانهٔ مؤدیان', en: 'Taxpayers’ system' },
    agency: { id: 'tax-agency', name: { fa: 'سازمان امور مالیاتی', en: 'Tax Administration' } },
    metadata: {},
    secretHash: null,
    purposes: [examplePurpose({ basis: 'consent', fields, subjects: ['legal_entity', 'self'] })],
  });
  const [purpose] = await listActivePurposes(t.op(), 'tax');
  if (!purpose) throw new Error('there is no purpose');
  const entityOf = async (key: 'arvand' | 'pars') =>
    (await findEntityByLegalId(t.op(), parseLegalId(companies[key].id)))?.id ?? '';
  const entityIds = { arvand: await entityOf('arvand'), pars: await entityOf('pars') };
  const as = (who: Who): Actor => ({ kind: 'person', personId: personIds[who] });
  return {
    t,
    personIds,
    entityIds,
    purpose,
    as,
    give: change =>
      giveConsent(t.op(as('sara')), {
        personId: personIds.sara,
        subjectId: entityIds.arvand,
        clientId: 'tax',
        purpose,
        fields: ['entity.legal_name', 'entity.seat_address'],
        textLang: 'fa',
        textHash: createHash('sha256').update('what she saw').digest(),
        ...change,
      }),
    version: async change => {
      const { db } = t.system;
      const { entity_fields, self_fields, ...row } = await db
        .selectFrom('purpose')
        .selectAll()
        .where('id', '=', purpose.id)
        .executeTakeFirstOrThrow();
      const { version } = await db
        .selectFrom('purpose')
        .select(({ fn }) => fn.max('version').as('version'))
        .executeTakeFirstOrThrow();
      const id = randomUUID();
      const law = JSON.stringify(row.law);
      await db
        .insertInto('purpose')
        .values({ ...row, law, id, version: version + 1, state: 'replaced', ...change })
        .execute();
      return (await findPurpose(t.op(), id)) as Purpose;
    },
  };
}

export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
}
