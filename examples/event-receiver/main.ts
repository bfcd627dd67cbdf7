/**
 * Prints what a system is told: `ISSUER=… CLIENT_ID=… CLIENT_SECRET=… node examples/event-receiver/main.ts`. With PORT
 * and BASE (an https address that leads there) it listens; without it fetches.
 */
import { createServer } from 'node:http';
import { createReceiver, type Event } from './receive.ts';

const { ISSUER = 'http://localhost:3000', CLIENT_ID = 'demo-tax', CLIENT_SECRET, PORT, BASE } = process.env;
if (!CLIENT_SECRET) {
  console.error(
    'usage: ISSUER=… CLIENT_ID=… CLIENT_SECRET=… [PORT=… BASE=https://…] node examples/event-receiver/main.ts',
  );
  process.exit(2);
}
const types = [
  'urn:yekbar:event:profile-changed',
  'urn:yekbar:event:consent-withdrawn',
  'urn:yekbar:event:authority-changed',
  'urn:yekbar:event:subject-changed',
  'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
  'https://schemas.openid.net/secevent/caep/event-type/credential-change',
];
const receiver = createReceiver({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  name: 'example receiver',
});
const show = ({ type, subject, data }: Event) =>
  console.log(type, JSON.stringify(subject), JSON.stringify(data));
const stop = new AbortController();
process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());

if (PORT && BASE) {
  const authorization = `Bearer ${crypto.randomUUID()}`;
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', chunk => {
      text = text.length > 64_000 ? text : text + chunk;
    });
    req.on('end', async () => {
      if (req.headers.authorization !== authorization) return void res.writeHead(401).end();
      const { status, body } = await receiver.receive(text, show);
      res.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
    });
  }).listen(Number(PORT));
  stop.signal.addEventListener('abort', () => server.close());
  await receiver.open(types, { url: `${BASE}/events`, authorization });
} else await receiver.listen(types, show, stop.signal);
