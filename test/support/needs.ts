/** What some tests need beyond Node. Where it is missing they are skipped, with the reason; in CI that is a failure. */
import { existsSync } from 'node:fs';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Path of a Chromium, where there is one. */
export function findChromium(): string | undefined {
  return existsSync(chromium) ? chromium : refuseInCI(missing.chromium);
}

/** A PostgreSQL server for tests that need several processes or connections at once. */
export function findPostgres(): string | undefined {
  return process.env.TEST_DATABASE_URL ?? process.env.POSTGRES_URL ?? refuseInCI(missing.postgres);
}

const missing = {
  chromium: `Skipped: the journeys in a real browser, because there is no Chromium at ${chromium} (apt-get install chromium, or set CHROMIUM).`,
  postgres:
    'Skipped: what needs a PostgreSQL server; all else runs on the embedded PGlite (set TEST_DATABASE_URL to run everything there).',
};

/** The reasons why something is skipped here, for whoever starts the tests. */
export function reasonsToSkip(): string[] {
  return [
    ...(existsSync(chromium) ? [] : [missing.chromium]),
    ...(process.env.TEST_DATABASE_URL || process.env.POSTGRES_URL ? [] : [missing.postgres]),
  ];
}

function refuseInCI(reason: string): undefined {
  if (process.env.YEKBAR_CI === '1') throw new Error(reason);
  return undefined;
}
