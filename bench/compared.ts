/** What is asked of whom, and by which name it is printed: our side, then the yardstick's. */
export const compared = {
  hop: { step: 'hop', yekbar: ['sso_hop', 'yekbar'], yardstick: ['yardstick_hop', 'yardstick'] },
  resource: {
    step: 'resource',
    yekbar: ['profile_fetch', 'yekbar'],
    yardstick: ['yardstick_userinfo', 'yardstick'],
  },
  // As much said on both sides: two claims, and the 17 fields of a purpose.
  few: {
    step: 'resource',
    yekbar: ['profile_fetch_of_two_fields', 'yekbar_few'],
    yardstick: ['yardstick_userinfo_of_two_claims', 'yardstick'],
  },
  alike: {
    step: 'resource',
    yekbar: ['profile_fetch_of_17_fields', 'yekbar'],
    yardstick: ['yardstick_userinfo_of_17_fields', 'yardstick_much'],
  },
  // What no program in the process could undercut: the statement of a release and nothing else.
  bare: {
    step: 'resource',
    yekbar: ['bare_release', 'yekbar_bare'],
    yardstick: ['yardstick_userinfo_beside_bare', 'yardstick'],
  },
} as const;
export type Compared = keyof typeof compared;
export const all = Object.keys(compared) as Compared[];
