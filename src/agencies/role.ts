/** What an officer may do at an agency. Pure. */

export const roles = ['owner', 'developer', 'data_protection', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Contractors develop and look; who owns an agency or answers for its data is of its own people. */
export const contractorRoles: readonly Role[] = ['developer', 'auditor'];

/** By which right somebody stands at an agency. */
export interface Standing {
  readonly role: Role;
  readonly contractor: boolean;
  /** He is an officer of the agency above, not of this one. */
  readonly fromAbove: boolean;
}

export const acts = ['see', 'develop', 'appoint', 'stop', 'sign'] as const;
/**
 * see: read all of it; develop: register clients, ask for purposes and stages, keep credentials; appoint: invite and
 * end officers, and let programs in; stop: the kill switch; sign: the agency's own yes to what is asked of people.
 */
export type Act = (typeof acts)[number];

const allowed: Readonly<Record<Role, readonly Act[]>> = {
  owner: ['see', 'develop', 'appoint', 'stop'],
  developer: ['see', 'develop', 'stop'],
  data_protection: ['see', 'stop', 'sign'],
  auditor: ['see'],
};

/** Who owns the agency or answers for its data speaks for it to people; contractors and the agency above do not. */
export function maySpeak(standing: Standing): boolean {
  return !standing.fromAbove && (may(standing, 'appoint') || may(standing, 'sign'));
}

/** A contractor decides nothing; an officer of the agency above looks, and its owner names the people. */
export function may({ role, contractor, fromAbove }: Standing, act: Act): boolean {
  if (contractor && act !== 'see' && act !== 'develop') return false;
  if (fromAbove) return act === 'see' || (act === 'appoint' && role === 'owner');
  return allowed[role].includes(act);
}
