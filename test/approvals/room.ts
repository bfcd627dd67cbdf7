/** Pars, which binds itself by any two of three, a client that asks, and what its people do. */
import { createHash, randomUUID } from 'node:crypto';
import { hashOf } from '../../src/approvals/document.ts';
import {
  type Approval,
  decideApproval,
  documentOf,
  endApprovalsOf,
  getApproval,
  startApproval,
} from '../../src/approvals/index.ts';
import { findActivePurpose, type Purpose, seedClient } from '../../src/clients/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { isFault } from '../../src/errors.ts';
import {
  type LegalId,
  type Mobile,
  type PersonId,
  parseLegalId,
  parsePersonId,
} from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import { onPowerEnded, refreshFromRegister } from '../../src/mandates/index.ts';
import type { Actor } from '../../src/operation.ts';
import { fillProfile } from '../../src/profile/index.ts';
import { statementsOf } from '../../src/release/statement.ts';
import { client, purpose } from '../oidc/support.ts';
import { companies, people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

export type Who = 'sara' | 'omid' | 'laleh' | 'navid';

interface Power {
  readonly subject_id: string;
  readonly office_id: string | null;
  readonly mandate_id?: string;
  readonly approval_id?: string;
}

export interface Room {
  readonly t: TestSystem;
  readonly parsId: string;
  readonly legalId: LegalId;
  idOf(who: Who): string;
  as(who: Who): Actor;
  identifierOf(who: Who): PersonId;
  /** The purpose of a client of its own, so that no test meets another's approval. */
  purposeOf(clientId: string): Promise<Purpose>;
  newClient(more?: Parameters<typeof purpose>[0]): Promise<string>;
  hash(clientId: string): Promise<Buffer>;
  start(who: Who, clientId: string): Promise<Approval>;
  decide(who: Who, approval: Approval, decision?: 'approved' | 'refused', shown?: Buffer): Promise<Approval>;
  /** Whether a release by this power would be made now, by the statement that decides it. */
  released(who: Who, power: Power): Promise<boolean | undefined>;
  /** What the register says now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export const nobodyWaits = async () => {};

export async function openRoom(): Promise<Room> {
  const t = await testSystem();
  const ids: Partial<Record<Who, string>> = {};
  for (const [at, key] of (['sara', 'omid', 'laleh', 'navid'] as const).entries()) {
    const { id, fa, en } = people[key];
    const person = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: `+98912990000${at}` as Mobile,
      secret: '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA',
    });
    ids[key] = person.id;
  }
  const legalId = parseLegalId(companies.pars.id);
  await refreshFromRegister(t.op(), legalId);
  const parsId = (await findEntityByLegalId(t.op(), legalId))?.id ?? '';
  await fillProfile(t.op(), { id: parsId, kind: 'entity', identifier: legalId }, { timeoutMs: 20_000 });
  onPowerEnded(t.system, async (op, { officeIds }) => {
    await endApprovalsOf(op, { officeIds }, nobodyWaits);
  });
  const idOf = (who: Who) => ids[who] ?? '';
  const as = (who: Who): Actor => ({ kind: 'person', personId: idOf(who) });
  const purposeOf = async (clientId: string) => {
    const found = await findActivePurpose(t.op(), clientId, undefined);
    if (!found) throw new Error(`no purpose of ${clientId}`);
    return found;
  };
  const hash = async (clientId: string) =>
    hashOf(
      await documentOf(t.op(), {
        subjectId: parsId,
        subjectType: 'legal_entity',
        clientId,
        purpose: await purposeOf(clientId),
      }),
    );
  return {
    t,
    parsId,
    legalId,
    idOf,
    as,
    identifierOf: who => parsePersonId(people[who].id),
    purposeOf,
    newClient: async more => {
      const id = `tax-${randomUUID().slice(0, 8)}`;
      await seedClient(t.op(), client(id, { purposes: [purpose(more)] }));
      return id;
    },
    hash,
    start: async (who, clientId) =>
      startApproval(t.op(as(who)), {
        subjectId: parsId,
        clientId,
        purpose: await purposeOf(clientId),
        personId: idOf(who),
        acr: 'urn:yekbar:loa:1',
        shownHash: await hash(clientId),
      }),
    decide: (who, approval, decision = 'approved', shown = approval.hash) =>
      decideApproval(
        t.op(as(who)),
        approval.id,
        { decision, shownHash: shown, acr: 'urn:yekbar:loa:1', level: 1 },
        nobodyWaits,
      ),
    released: async (who, power) => {
      const grant = createHash('sha256').update(randomUUID()).digest();
      await t.system.db
        .insertInto('grant_binding')
        .values({
          grant_id: grant,
          person_id: idOf(who),
          subject_type: 'legal_entity',
          client_id: 'tax',
          purpose_id: null,
          consent_id: null,
          session_uid: null,
          created_at: t.clock.now(),
          ended_at: null,
          mandate_id: null,
          approval_id: null,
          ...power,
        })
        .execute();
      return (await statementsOf(t.system).standing(grant))?.power_alive;
    },
    refresh: async () => {
      t.clock.advance({ seconds: 1 });
      await refreshFromRegister(t.op(), legalId);
    },
    close: () => t.close(),
  };
}

export { getApproval };

/** The code of the fault that a try ends in. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
}
