/**
 * The least that a durable release can cost here: the statement alone, on Node's own HTTP server. It is authorised, read
 * and put on the record (which is sealed behind it), and answered with as many octets as a profile has, of which nothing
 * was opened or written. Whatever the program adds comes on top of this.
 */
import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { accessTokenId } from '../src/oidc/artifact.ts';
import { newTracking, type System } from '../src/operation.ts';
import { statementsOf } from '../src/release/statement.ts';

export const BARE = '/bare-release';
const BODY = Buffer.alloc(7_000, 'x').toString('latin1');

export function bareRelease(system: System): RequestListener {
  const { release } = statementsOf(system);
  return async (req, res) => {
    const token = accessTokenId((req.headers.authorization ?? '').slice('Bearer '.length));
    const question = {
      token,
      jkt: null,
      fields: null,
      asOf: null,
      event: randomUUID(),
      tracking: newTracking(),
    };
    const { refusal } = await release(question);
    res.statusCode = refusal ? 403 : 200;
    res.setHeader('content-length', BODY.length);
    res.end(BODY, 'latin1');
  };
}
