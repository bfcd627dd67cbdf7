import type { Messages } from '../fa.ts';

export const mandates: Messages['mandates'] = {
  templates: {
    tax_accountant: 'tax accountant',
    customs_broker: 'customs broker',
    social_insurance: 'social insurance of staff',
    trade_agent: 'trade affairs',
    delegate: 'representative for chosen matters',
  },
  seeRecord: 'seeing the record of the company',
  notices: {
    offered:
      'Yekbar: a mandate has been offered to you. It has no effect until you accept. Sign in to Yekbar and see “My powers”.',
    accepted: 'Yekbar: a mandate that you gave has been accepted. See “My powers”.',
    refused: 'Yekbar: a mandate that you offered was not accepted. See “My powers”.',
    taken_back: 'Yekbar: the offer of a mandate has been taken back. You need to do nothing.',
    revoked: 'Yekbar: a mandate that you held has ended. See “My powers”.',
    given_up: 'Yekbar: whoever you gave a mandate to has given it up. See “My powers”.',
  },
};
