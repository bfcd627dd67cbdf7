import type { Messages } from '../fa.ts';

export const oidc: Messages['oidc'] = {
  own: 'Yekbar',
  signInOnly: 'Signing in',
  signInOnlyText: 'This system has registered no purpose and only wants to know who signed in.',
  noRetention: 'Until this sign-in ends',
  noLaw: 'Only with your permission',
};
