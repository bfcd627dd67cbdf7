/** The invented registries in a process of their own, as real ones would be: their memory and time are not Yekbar's. */
import { startInventedCountry } from '../src/registries/invented/index.ts';

const country = await startInventedCountry({ now: () => new Date() });
process.on('message', ({ ms }: { readonly ms: number }) => {
  for (const registry of Object.keys(country.addresses)) country.faults.slow(registry, ms);
  process.send?.({ kind: 'done' });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready', addresses: country.addresses });
