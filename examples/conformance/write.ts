/** node examples/conformance/write.ts https://op.example [folder]: the suite's configurations for this issuer. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { configurations } from './configurations.ts';

const [, , issuer = '', folder = 'conformance'] = argv;
if (!URL.canParse(issuer)) throw new Error('usage: node examples/conformance/write.ts <issuer> [folder]');
mkdirSync(folder, { recursive: true });
for (const [name, configuration] of Object.entries(configurations(issuer))) {
  writeFileSync(join(folder, name), `${JSON.stringify(configuration, null, 2)}\n`);
  stdout.write(`${join(folder, name)}\n`);
}
