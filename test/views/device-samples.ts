import type { Html } from '../../src/web/html.ts';
import type { Page } from '../../src/web/page.ts';
import { deviceCodePage, deviceConfirmPage, deviceDonePage } from '../../views/flow/device.ts';
import { evil } from './page.ts';

export const deviceViews: Readonly<Record<string, (page: Page) => Html>> = {
  'code of a device': page =>
    deviceCodePage(page, { action: '/device', xsrf: 'x', code: evil, mistake: undefined }),
  'code of a device, unknown': page =>
    deviceCodePage(page, { action: '/device', xsrf: 'x', code: evil, mistake: 'unknown' }),
  'device, confirmed': page =>
    deviceConfirmPage(page, { action: '/device', xsrf: 'x', code: '123-456-789', system: evil }),
  'device, done': page => deviceDonePage(page, evil),
};
