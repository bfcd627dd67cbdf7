import { askText, besideKeys } from '../db/index.ts';
import type { Operation } from '../operation.ts';

/** The grant that an access token was given for; undefined when the token is unknown, over, or of another key. */
export async function selectGrantOf(
  op: Operation,
  token: Buffer,
  jkt: string | null,
): Promise<Buffer | undefined> {
  const row = await op.db
    .selectFrom('oidc_artifact')
    .select(['grant_id', 'jkt', 'expires_at'])
    .where('id', '=', token)
    .executeTakeFirst();
  return row && row.jkt === jkt && row.expires_at > op.at ? (row.grant_id ?? undefined) : undefined;
}

const HELD = `
select exists (
  select from oidc_artifact t
  join grant_binding b on b.grant_id = t.grant_id
  join grant_binding o on o.person_id = b.person_id and o.subject_id = b.subject_id and o.client_id = b.client_id
    and o.purpose_id = b.purpose_id and ${besideKeys('o.created_at <= $2')}
  where t.id = $1
) and ($3::uuid is null or exists (select from consent where id = $3 and given_at <= $2)) as held`;

/**
 * Whether the client of a token could read the same fields at a moment: by this grant or an earlier one of the same
 * person, for the same subject and the same version of the purpose, and by the consent that it rests on now.
 */
export async function wasHeldAt(
  op: Operation,
  token: Buffer,
  consentId: string | null,
  time: Date,
): Promise<boolean> {
  const [row] = await askText<{ held: boolean }>(op.db, HELD, [token, time, consentId]);
  return row?.held ?? false;
}
