import { expect, it } from 'vitest';
import { deviceOf } from '../../src/oidc/device.ts';

it('a device is known by the families of its browser and its system, and by nothing finer', () => {
  const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
  for (const [text, browser, platform] of [
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox', 'linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
      'chrome',
      'windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
      'edge',
      'windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36',
      'samsung',
      'android',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${apple} Version/18.0 Mobile/15E148 Safari/604.1`,
      'safari',
      'ios',
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple} Version/18.0 Safari/605.1.15`,
      'safari',
      'macos',
    ],
    ['curl/8.5', 'other', 'other'],
    ['x'.repeat(100_000), 'other', 'other'],
    [undefined, 'other', 'other'],
  ] as const)
    expect(deviceOf(text), text?.slice(0, 90) ?? 'none').toEqual({ browser, platform });
});
