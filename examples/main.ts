/**
 * Runs one example system: `node examples/main.ts tax` or `customs`. Reads ISSUER, CLIENT_ID, CLIENT_SECRET, PORT
 * and BASE (where browsers reach it). With `npm start` both run beside the demo already.
 */
import { startRelyingParty } from './relying-party/index.ts';
import { systems } from './systems/index.ts';

const key = process.argv[2];
const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT, BASE } = process.env;
if ((key !== 'tax' && key !== 'customs') || !CLIENT_SECRET) {
  console.error('usage: ISSUER=… CLIENT_ID=… CLIENT_SECRET=… PORT=… node examples/main.ts tax|customs');
  process.exit(2);
}

const party = await startRelyingParty({
  system: key,
  port: Number(PORT ?? systems[key].port),
  issuer: ISSUER ?? 'http://localhost:3000',
  clientId: CLIENT_ID ?? key,
  clientSecret: CLIENT_SECRET,
  ...(BASE ? { base: BASE } : {}),
});
console.log(`${systems[key].name.en}: ${party.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void party.close());
