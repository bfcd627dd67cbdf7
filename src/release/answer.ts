import type { ServerResponse } from 'node:http';
import type { Octets } from '../profile/index.ts';

/** Headers and body leave in one write. */
export function sendJson(res: ServerResponse, body: Octets): void {
  res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', body.length);
  res.end(body, 'latin1');
}
