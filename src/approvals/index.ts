/**
 * approvals owns what several have to sign, a release to a system or an act of an entity: who asked for what, the exact text and values that each of them saw, who
 * signed or refused, until when it waits and holds. The register's rule (mandates) says how many signatures bind;
 * consent keeps the permission that results. It hands nothing over and signs nobody in: the engine's steps start one
 * and go on by one that was approved, app.ts tells it of powers that ended.
 */

export { startAct } from './act.ts';
export type { Approval, ApprovalState, Signature } from './approval.ts';
export { type Decided, decideApproval, type Settled } from './decide.ts';
export { type ApprovalDocument, documentOf } from './document.ts';
export { endApprovalsOf, expireApprovals, moveSigner, withdrawApproval } from './end.ts';
export {
  type ApprovalKey,
  findOpenApproval,
  findUsableApproval,
  getApproval,
  listApprovals,
  notePoll,
} from './find.ts';
export { documentShown, signatoriesShown } from './routes/describe.ts';
export { valueGroupsOf } from './routes/groups.ts';
export { approvalRoutes } from './routes.ts';
export { startApproval, startRequest } from './start.ts';
