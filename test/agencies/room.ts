/** An agency with people: Kaveh owns it, Reza develops, Laleh answers for its data, Omid is a contractor. */
import {
  acceptInvitation,
  approveOwner,
  invitationsOf,
  inviteOfficer,
  nameOwner,
  refuseSigner,
} from '../../src/agencies/index.ts';
import { knowAgencies, registerAgency } from '../../src/clients/index.ts';
import { type Mobile, parsePersonId } from '../../src/identifiers.ts';
import { importPerson } from '../../src/identity/index.ts';
import { people } from '../support/people.ts';
import type { TestSystem } from '../support/system.ts';

export const keys = ['kaveh', 'reza', 'laleh', 'omid', 'sara', 'navid', 'shirin', 'farhad'] as const;
export type Who = (typeof keys)[number];

export interface AgencyRoom {
  idOf(who: Who): string;
  as(who: Who): ReturnType<TestSystem['op']>;
  mobileOf(who: Who): string;
  invite(
    by: Who,
    who: Who,
    role: string,
    more?: { contractor?: boolean; company?: string; at?: string },
  ): Promise<string>;
  /** Invited and accepted. @returns the id of the office */
  join(by: Who, who: Who, role: string, more?: { contractor?: boolean; at?: string }): Promise<string>;
}

/** @param t a system; two agencies with owners: tax (Kaveh) and customs (Navid) */
export async function agencyRoom(t: TestSystem): Promise<AgencyRoom> {
  const ids = new Map<Who, string>();
  const mobileOf = (who: Who) => `+9891299200${String(keys.indexOf(who)).padStart(2, '0')}`;
  for (const key of keys) {
    const { id, fa, en } = people[key];
    const person = await importPerson(t.op(), {
      identifier: parsePersonId(id),
      name: { fa, en },
      birthDate: '1980-01-01',
      mobile: mobileOf(key) as Mobile,
      secret: '$argon2id$none',
    });
    ids.set(key, person.id);
  }
  knowAgencies(t.system, refuseSigner);
  const idOf = (who: Who) => ids.get(who) ?? '';
  const as = (who: Who) => t.op({ kind: 'person', personId: idOf(who) });
  const invite: AgencyRoom['invite'] = (by, who, role, more = {}) =>
    inviteOfficer(as(by), more.at ?? 'tax', {
      nationalId: people[who].id,
      role,
      contractor: more.contractor ?? false,
      company: more.company ?? '',
    });
  for (const [id, fa, owner] of [
    ['tax', 'سازمان امور مالیاتی', 'kaveh'],
    ['customs', 'گمرک', 'navid'],
  ] as const) {
    await registerAgency(t.op(), { id, name: { fa, en: id } });
    const named = await nameOwner(as('shirin'), id, people[owner].id);
    await approveOwner(as('farhad'), id, named);
    await acceptInvitation(as(owner), named, 2);
  }
  return {
    idOf,
    as,
    mobileOf,
    invite,
    join: async (by, who, role, more) => {
      await invite(by, who, role, more);
      const [invitation] = await invitationsOf(as(who), idOf(who));
      await acceptInvitation(as(who), invitation?.id ?? '', 2);
      return invitation?.id ?? '';
    },
  };
}
