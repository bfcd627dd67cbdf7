import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffRoleOf } from '../../src/admin/index.ts';
import {
  acceptInvitation,
  agenciesOf,
  approveOwner,
  awaitsSignature,
  declineInvitation,
  endByPlatform,
  endOfficer,
  endOfficesOf,
  findStanding,
  giveSystems,
  invitationsOf,
  inviteOfficer,
  leaveAgency,
  listOfficers,
  mayDevelopClient,
  mayWatchClient,
  nameOwner,
  officesEver,
  refuseApproval,
  requireAct,
  signApproval,
  systemsOf,
  tellOfficers,
} from '../../src/agencies/index.ts';
import { agencyOnRecord } from '../../src/agencies/officer.ts';
import { type Act, acts, may, roles } from '../../src/agencies/role.ts';
import { listEventsAbout } from '../../src/audit/index.ts';
import {
  decide,
  getApproval,
  registerAgency,
  registerClient,
  registerPurpose,
} from '../../src/clients/index.ts';
import { seedDirectory } from '../../src/directory/index.ts';
import { listOutbox } from '../../src/messages/index.ts';
import { codeOf } from '../approvals/room.ts';
import { exampleClient, examplePurpose } from '../clients/example.ts';
import { people } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { type AgencyRoom, agencyRoom, type Who } from './room.ts';

let t: TestSystem;
let room: AgencyRoom;
beforeAll(async () => {
  t = await testSystem();
  room = await agencyRoom(t);
  await seedDirectory(t.op());
  await registerClient(
    room.as('shirin'),
    exampleClient({ id: 'pay', agencyId: 'tax', newAgency: undefined }),
  );
});
afterAll(() => t?.close());

const act = (who: Who, what: Act, agency = 'tax') => codeOf(requireAct(room.as(who), agency, what));
const officer = async (id: string, agency = 'tax') =>
  (await listOfficers(t.op(), agency)).find(one => one.id === id);
const textsTo = async (who: Who) =>
  (await listOutbox(t.op(), 500)).filter(({ to }) => to === room.mobileOf(who)).map(({ text }) => text);

test('each role may do what is its own, and an officer from above looks and names people', () => {
  const table = roles.map(role =>
    acts.filter(one => may({ role, contractor: false, fromAbove: false }, one)),
  );
  expect(table).toEqual([
    ['see', 'develop', 'appoint', 'stop'],
    ['see', 'develop', 'stop'],
    ['see', 'stop', 'sign'],
    ['see'],
  ]);
  const above = roles.map(role => acts.filter(one => may({ role, contractor: false, fromAbove: true }, one)));
  expect(above).toEqual([['see', 'appoint'], ['see'], ['see'], ['see']]);
  for (const role of roles)
    for (const what of ['appoint', 'stop', 'sign'] as const)
      expect(may({ role, contractor: true, fromAbove: false }, what)).toBe(false);
});

test('the first owner is named by one administrator, approved by another, and accepts in person', async () => {
  await registerAgency(t.op(), { id: 'ports', name: { fa: 'بنادر', en: 'Ports' } });
  const id = await nameOwner(room.as('shirin'), 'ports', people.farhad.id);
  expect(await invitationsOf(room.as('farhad'), room.idOf('farhad'))).toEqual([]);
  expect(await codeOf(acceptInvitation(room.as('farhad'), id, 2))).toBe('agencies.officer_not_found');
  expect(await codeOf(approveOwner(room.as('shirin'), 'ports', id))).toBe('agencies.own_request');
  expect(await codeOf(approveOwner(room.as('farhad'), 'ports', id))).toBe('agencies.own_request');
  expect(await codeOf(approveOwner(room.as('sara'), 'tax', id))).toBe('agencies.officer_not_found');
  await approveOwner(room.as('sara'), 'ports', id);
  expect(await codeOf(approveOwner(room.as('sara'), 'ports', id))).toBe('agencies.decided');
  expect(await act('farhad', 'see', 'ports')).toBe('agencies.not_found');
  await acceptInvitation(room.as('farhad'), id, 2);
  expect(await act('farhad', 'appoint', 'ports')).toBe('done');
  await endByPlatform(room.as('shirin'), 'ports', id);
  expect(await act('farhad', 'see', 'ports')).toBe('agencies.not_found');
});

test('whoever is invited gets a message, finds it on her page, accepts, and both records say so', async () => {
  const id = await room.invite('kaveh', 'reza', 'developer');
  expect(await textsTo('reza')).toEqual([expect.stringContaining('سازمان امور مالیاتی')]);
  expect(await officer(id)).toMatchObject({ state: 'invited', personId: null });
  const [mine] = await invitationsOf(room.as('reza'), room.idOf('reza'));
  expect(mine).toMatchObject({ id, agencyId: 'tax', role: 'developer' });
  expect(await act('reza', 'see')).toBe('agencies.not_found');
  await acceptInvitation(room.as('reza'), id, 2);
  expect([await act('reza', 'develop'), await act('reza', 'appoint')]).toEqual([
    'done',
    'agencies.not_allowed',
  ]);
  expect(await codeOf(acceptInvitation(room.as('reza'), id, 2))).toBe('agencies.decided');
  const about = await listEventsAbout(t.op(), { subjectIds: [agencyOnRecord('tax')], limit: 2 });
  expect(about.map(({ kind }) => kind)).toEqual(['agencies.officer_accepted', 'agencies.officer_invited']);
  const own = await listEventsAbout(t.op(), { subjectIds: [room.idOf('reza')], limit: 1 });
  expect(own[0]?.kind).toBe('agencies.office_taken');
  expect(await officesEver(t.op(), room.idOf('reza'))).toHaveLength(1);
});

test('an invitation is of no use to another person', async () => {
  const id = await room.invite('kaveh', 'sara', 'auditor');
  for (const who of ['omid', 'kaveh', 'shirin'] as const) {
    expect(await codeOf(acceptInvitation(room.as(who), id, 2))).toBe('agencies.officer_not_found');
    expect(await codeOf(declineInvitation(room.as(who), id))).toBe('agencies.officer_not_found');
    expect(await invitationsOf(room.as(who), room.idOf(who))).toEqual([]);
  }
  await declineInvitation(room.as('sara'), id);
  expect(await officer(id)).toMatchObject({ state: 'ended', endReason: 'declined', personId: null });
  expect(await codeOf(acceptInvitation(room.as('sara'), id, 2))).toBe('agencies.decided');
});

test('an invitation ends after fourteen days, and makes room for another', async () => {
  const id = await room.invite('kaveh', 'sara', 'auditor');
  expect(await codeOf(room.invite('kaveh', 'sara', 'developer'))).toBe('agencies.already');
  t.clock.advance({ days: 14 });
  expect(await codeOf(acceptInvitation(room.as('sara'), id, 2))).toBe('agencies.decided');
  expect((await officer(id))?.state).toBe('expired');
  await room.join('kaveh', 'sara', 'auditor');
  expect([await act('sara', 'see'), await act('sara', 'stop')]).toEqual(['done', 'agencies.not_allowed']);
});

test('the answer to an inviter is the same for who has no account, and nothing leaves', async () => {
  const before = (await listOutbox(t.op(), 500)).length;
  const unknown = await inviteOfficer(room.as('kaveh'), 'tax', {
    nationalId: people.golnaz.id,
    role: 'auditor',
    contractor: false,
    company: '',
  });
  expect((await officer(unknown))?.state).toBe('invited');
  const states = await t.system.db.selectFrom('message').select('state').execute();
  expect(states.filter(({ state }) => state === 'to_nobody').length).toBe(1);
  expect((await listOutbox(t.op(), 500)).length).toBe(before);
  await endOfficer(room.as('kaveh'), 'tax', unknown);
  expect((await officer(unknown))?.endReason).toBe('withdrawn');
});

test('a contractor approves nothing', async () => {
  for (const role of ['owner', 'data_protection'])
    expect(await codeOf(room.invite('kaveh', 'omid', role, { contractor: true }))).toBe(
      'agencies.contractor_role',
    );
  const id = await room.join('kaveh', 'omid', 'developer', { contractor: true });
  const { approvalId } = await registerClient(
    room.as('reza'),
    exampleClient({ id: 'contracted', agencyId: 'tax', newAgency: undefined }),
  );
  expect(await act('omid', 'develop')).toBe('done');
  for (const what of ['appoint', 'sign'] as const)
    expect(await act('omid', what)).toBe('agencies.not_allowed');
  expect(await act('omid', 'stop')).toBe('agencies.contractor');
  expect(await codeOf(signApproval(room.as('omid'), approvalId))).toBe('agencies.not_allowed');
  expect(await codeOf(refuseApproval(room.as('omid'), approvalId, 'x'))).toBe('agencies.not_allowed');
  const promote = t.system.db
    .updateTable('agency_officer')
    .set({ role: 'data_protection' })
    .where('id', '=', id);
  await expect(promote.execute(), 'not by a slip of the program either').rejects.toThrow();
  await endOfficer(room.as('kaveh'), 'tax', id);
});

test('what is asked of people is signed by the agency before the platform approves, and by nobody twice', async () => {
  const { approvalId } = await registerClient(
    room.as('reza'),
    exampleClient({ id: 'salary', agencyId: 'tax', newAgency: undefined }),
  );
  const approve = (who: Who, id = approvalId) => codeOf(decide(room.as(who), id, 'approved', ''));
  expect(await awaitsSignature(t.op(), await getApproval(t.op(), approvalId))).toBe(true);
  expect(await approve('shirin')).toBe('clients.agency_unsigned');
  await room.join('kaveh', 'laleh', 'data_protection');
  expect(await codeOf(signApproval(room.as('kaveh'), approvalId))).toBe('agencies.not_allowed');
  expect(await codeOf(signApproval(room.as('navid'), approvalId))).toBe('agencies.not_found');
  await signApproval(room.as('laleh'), approvalId);
  expect(await codeOf(signApproval(room.as('laleh'), approvalId))).toBe('agencies.signed');
  expect(await approve('laleh'), 'who signed does not approve for the platform too').toBe(
    'clients.same_person',
  );
  expect(await approve('shirin')).toBe('done');
  const asked = await registerPurpose(room.as('shirin'), 'salary', examplePurpose({ key: 'second' }));
  const second = asked.approvalId ?? '';
  expect(await approve('farhad', second), 'what staff asks for it too, now that it has such an officer').toBe(
    'clients.agency_unsigned',
  );
  await refuseApproval(room.as('laleh'), second, 'بیش از نیاز');
  expect((await getApproval(t.op(), second)).decision).toBe('refused');
});

test('an officer of one agency reaches nothing of another’s', async () => {
  const [office] = await listOfficers(t.op(), 'customs');
  for (const what of acts) expect(await act('kaveh', what, 'customs')).toBe('agencies.not_found');
  expect(await codeOf(endOfficer(room.as('kaveh'), 'customs', office?.id ?? ''))).toBe('agencies.not_found');
  expect(await codeOf(endOfficer(room.as('kaveh'), 'tax', office?.id ?? ''))).toBe(
    'agencies.officer_not_found',
  );
  expect(await codeOf(leaveAgency(room.as('kaveh'), office?.id ?? ''))).toBe('agencies.officer_not_found');
  expect(await codeOf(room.invite('kaveh', 'sara', 'owner', { at: 'customs' }))).toBe('agencies.not_found');
  expect(await mayWatchClient(room.as('navid'), 'pay')).toBe(false);
  expect(await act('navid', 'see', 'no-such-agency')).toBe('agencies.not_found');
});

test('an owner cannot raise himself, at his agency or to a role of the platform', async () => {
  for (const role of ['platform_administrator', 'auditor; drop', '', 'staff'])
    expect(await codeOf(room.invite('kaveh', 'kaveh', role))).toBe('agencies.role');
  expect(await codeOf(room.invite('kaveh', 'kaveh', 'data_protection'))).toBe('agencies.already');
  expect(await act('kaveh', 'sign')).toBe('agencies.not_allowed');
  expect(await staffRoleOf(t.op(), room.idOf('kaveh'))).toBeUndefined();
});

test('the last owner cannot leave without a successor, and of two who leave at once one stays', async () => {
  const [first] = (await listOfficers(t.op(), 'tax')).filter(({ role }) => role === 'owner');
  expect(await codeOf(leaveAgency(room.as('kaveh'), first?.id ?? ''))).toBe('agencies.last_owner');
  expect(await codeOf(endOfficer(room.as('kaveh'), 'tax', first?.id ?? ''))).toBe('agencies.last_owner');
  const second = await room.join('kaveh', 'omid', 'owner');
  const left = await Promise.all([
    codeOf(leaveAgency(room.as('kaveh'), first?.id ?? '')),
    codeOf(leaveAgency(room.as('omid'), second)),
  ]);
  expect(left.sort()).toEqual(['agencies.last_owner', 'done']);
  const owners = (await listOfficers(t.op(), 'tax')).filter(
    ({ role, state }) => role === 'owner' && state === 'active',
  );
  expect(owners).toHaveLength(1);
  const stayed = owners[0]?.personId === room.idOf('kaveh') ? 'kaveh' : 'omid';
  if (stayed === 'omid') {
    await room.join('omid', 'kaveh', 'owner');
    await endOfficer(room.as('kaveh'), 'tax', second);
  }
});

test('a subsidiary: officers of the agency above look, its owner names the people, and nobody looks up', async () => {
  await registerAgency(t.op(), {
    id: 'tax-north',
    name: { fa: 'مالیات شمال', en: 'Tax North' },
    parentId: 'tax',
  });
  expect(await agenciesOf(t.op(), room.idOf('kaveh'))).toEqual(['tax', 'tax-north']);
  await room.join('kaveh', 'omid', 'owner', { at: 'tax-north' });
  expect([await act('reza', 'see', 'tax-north'), await act('reza', 'develop', 'tax-north')]).toEqual([
    'done',
    'agencies.not_allowed',
  ]);
  expect(await act('omid', 'develop', 'tax-north')).toBe('done');
  expect(await act('omid', 'see')).toBe('agencies.not_found');
  const below = { id: 'tax-far', name: { fa: 'مالیات', en: 'Tax' } };
  expect(await codeOf(registerAgency(t.op(), { ...below, parentId: 'tax-north' }))).toBe('clients.invalid');
});

test('a system belongs to one agency', async () => {
  await giveSystems(room.as('shirin'), 'tax', [34, 35, 35]);
  expect((await systemsOf(t.op(), 'tax')).map(({ number }) => number)).toEqual([34, 35]);
  expect(await codeOf(giveSystems(room.as('shirin'), 'customs', [35]))).toBe('agencies.system_taken');
  expect(await codeOf(giveSystems(room.as('shirin'), 'customs', [5000]))).toBe('agencies.system_unknown');
  await giveSystems(room.as('shirin'), 'tax', [34]);
  await giveSystems(room.as('shirin'), 'customs', [35]);
});

test('who may watch or try a client is asked of its agency, and those who run it are told', async () => {
  const may = async (who: Who) => [
    await mayWatchClient(room.as(who), 'pay'),
    await mayDevelopClient(room.as(who), 'pay'),
  ];
  expect(await may('reza')).toEqual([true, true]);
  expect(await may('laleh')).toEqual([true, false]);
  expect(await may('shirin')).toEqual([false, false]);
  expect(await mayWatchClient(t.op({ kind: 'client', clientId: 'pay', scopes: [] }), 'pay')).toBe(false);
  expect(await tellOfficers(t.op(), 'tax', 'یک‌بار: نمونه')).toBe(2);
  expect((await textsTo('reza')).at(0)).toBe('یک‌بار: نمونه');
});

test('whose account is closed is no officer any more, and not even a hash of the number stays', async () => {
  await endOfficesOf(t.op(), room.idOf('reza'));
  expect(await act('reza', 'see')).toBe('agencies.not_found');
  expect(await findStanding(t.op(), room.idOf('reza'), 'tax')).toBeUndefined();
  const rows = await t.system.db
    .selectFrom('agency_officer')
    .select(['person_hash', 'end_reason'])
    .where('person_id', '=', room.idOf('reza'))
    .execute();
  expect(rows.map(row => row.end_reason)).toEqual(['account_closed']);
  expect(await codeOf(room.invite('kaveh', 'reza', 'developer')), 'and may be asked again').toBe('done');
});
