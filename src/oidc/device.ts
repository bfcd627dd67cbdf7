/** Families only: enough for its owner to know a device again, too little to follow anybody by. */
export const browsers = ['edge', 'opera', 'samsung', 'firefox', 'chrome', 'safari', 'other'] as const;
export const platforms = ['android', 'ios', 'windows', 'macos', 'linux', 'other'] as const;

export interface Device {
  readonly browser: (typeof browsers)[number];
  readonly platform: (typeof platforms)[number];
}

// In this order: most browsers also call themselves what they descend from.
const browserSigns: readonly [Device['browser'], RegExp][] = [
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['opera', /\b(OPR|Opera)\//],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /(Chrome|CriOS|Chromium)\//],
  ['safari', /\bSafari\//],
];
const platformSigns: readonly [Device['platform'], RegExp][] = [
  ['android', /\bAndroid\b/],
  ['ios', /\b(iPhone|iPad|iPod)\b/],
  ['windows', /\bWindows\b/],
  ['macos', /\bMac OS X\b/],
  ['linux', /\b(Linux|CrOS)\b/],
];

/** @param userAgent as it came; only its first 400 signs are looked at */
export function deviceOf(userAgent: string | undefined): Device {
  const text = (userAgent ?? '').slice(0, 400);
  return {
    browser: browserSigns.find(([, sign]) => sign.test(text))?.[0] ?? 'other',
    platform: platformSigns.find(([, sign]) => sign.test(text))?.[0] ?? 'other',
  };
}
