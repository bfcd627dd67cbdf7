/** A process for listening.test.ts: at a moment that it is told it wants a port, and says whether it got it. */
import { type Listening, listen } from '../src/listening.ts';

const [port = ''] = process.argv.slice(2);
let listening: Listening | undefined;

process.on('message', async moment => {
  await listening?.close();
  listening = undefined;
  if (moment === 'leave') return process.send?.('left');
  while (Date.now() < Number(moment));
  listening = await listen(() => {}, { port: Number(port), host: '127.0.0.1' }).catch(() => undefined);
  return process.send?.(listening ? 'listens' : 'refused');
});
process.on('disconnect', () => process.exit(0));
process.send?.('here');
