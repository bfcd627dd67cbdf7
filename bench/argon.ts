import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';

/**
 * Raw argon2 verifications a second, as many at once as a sign-in server runs: the ceiling of password sign-ins. The
 * cost is read from a hash that Yekbar made.
 */
export async function rawArgonPerSecond(secret: string, password: string, seconds: number): Promise<number> {
  const lanes = Math.max(1, Math.min(availableParallelism() - 1, 3));
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (performance.now() - began < seconds * 1000) {
        await verify(secret, password);
        done++;
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}
