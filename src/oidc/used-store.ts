import type { KoaContextWithOIDC } from 'oidc-provider';
import { deleteByGrants, type Handle } from './store.ts';

/** What is given for something else, once. */
export const givesTokens = [
  'AuthorizationCode',
  'RefreshToken',
  'DeviceCode',
  'BackchannelAuthenticationRequest',
];

/**
 * Removes what a grant has given. First what was used up for it: from then on nothing more is written for that, by
 * whichever process (applyChanges), and what was written before is there to be removed.
 * @param kinds undefined: all tokens, and what more could be had for
 */
export async function revokeTokens(
  db: Handle,
  grant: Buffer,
  kinds: readonly string[] = ['AccessToken', ...givesTokens],
): Promise<void> {
  await db
    .deleteFrom('oidc_artifact')
    .where('id', 'in', query =>
      query
        .selectFrom('oidc_artifact')
        .select('id')
        .where('grant_id', '=', grant)
        .where('consumed_at', 'is not', null)
        .orderBy('id')
        .forUpdate(),
    )
    .execute();
  await deleteByGrants(db, [grant], { only: kinds });
}

/** The same of the grant that a code or token belongs to, also one that was used. */
export async function revokeTokensBeside(db: Handle, id: Buffer): Promise<void> {
  const row = await db.selectFrom('oidc_artifact').select('grant_id').where('id', '=', id).executeTakeFirst();
  if (row?.grant_id) await revokeTokens(db, row.grant_id);
}

/**
 * A client gives back an access token: that one ends and no other, for others of the grant may be of another sign-in.
 * Giving back a refresh token ends all that is of its grant (RFC 7009 §2.1).
 */
export function givenBackAlone(ctx: KoaContextWithOIDC | undefined): boolean {
  return ctx?.oidc?.route === 'revocation' && ctx.oidc.entities.AccessToken !== undefined;
}
