/**
 * release owns the act of handing fields over: one statement that checks token, grant, client, person, power and
 * consent, writes the record and reads the sealed values (statement.ts), and the profile API around it. It also says
 * whether a grant still stands. It owns no table: what it reads belongs to the rooms above it. The engine calls it
 * for userinfo and at each step that relies on a grant.
 */

export { type Authority, authorityOf } from './authority.ts';
export { batchApi } from './batch-routes.ts';
export { releaseByGrant } from './by-grant.ts';
export { entityKnownAs, type KnownEntity } from './known-entity.ts';
export { pairwiseSub } from './pairwise.ts';
export { verifyProof } from './proof.ts';
export { asObject, findStanding, type HandedOver, type Release, releaseProfile } from './release.ts';
export { type EncryptionKey, profileApi, type TokenTools } from './routes.ts';
export type { Standing } from './statement.ts';
