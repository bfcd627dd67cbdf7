/** A process of Yekbar for processes.test.ts: says on which port it listens, and ends with its parent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, createSystem } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const yekbar = await createSystem(readConfig(process.env));
const { express } = await createApp(yekbar.system);
const server = createServer(express);
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
