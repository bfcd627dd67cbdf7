/**
 * agencies owns who works for an agency: its officers with their roles, how they are invited and how they end, which
 * systems are an agency's, and the agency's own signature under what is asked of people. It registers no client and
 * approves nothing for the platform (clients), and gives nobody a role of staff (admin). Its pages are /agency; a
 * person's invitations stand at /me/agencies. me, admin, developer, the demo and app.ts call it.
 */

export { acceptInvitation, declineInvitation, invitationsOf, officesOf } from './answer.ts';
export { endByPlatform, endOfficer, endOfficesOf, leaveAgency } from './end.ts';
export { approveOwner, inviteOfficer, nameOwner } from './invite.ts';
export { agencyOnRecord, getAgency, listOfficers, type Officer, officesEver } from './officer.ts';
export { agencyOfProgram, applyOwn, askOwnPurpose, ownClient, planOwn, registerOwn } from './own.ts';
export { letProgramIn } from './program.ts';
export { type Act, may, maySpeak, type Role, roles, type Standing } from './role.ts';
export { officersOnly } from './routes/guard.ts';
export { officerRows } from './routes/officer-pages.ts';
export { agencyRoutes } from './routes.ts';
export { awaitsSignature, refuseApproval, refuseSigner, signApproval } from './sign.ts';
export { agenciesOf, findStanding, mayDevelopClient, mayWatchClient, requireAct } from './standing.ts';
export { countOwners, moveHash as moveInvitations } from './store.ts';
export { giveSystems, ownersOfSystems, systemsOf } from './systems.ts';
export { tellOfficers } from './tell.ts';
