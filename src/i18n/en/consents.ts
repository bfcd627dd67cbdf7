import type { Messages } from '../fa.ts';

export const consents: Messages['consents'] = {
  texts: {
    endsSoon: url =>
      `Yekbar: a permission that you gave to a system ends within two weeks. To keep it, or to withdraw it now: ${url}`,
  },
};
