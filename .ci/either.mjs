// The test files to which it makes no difference on which database they run: what they import, at any depth within
// test/, never reaches what knows it. Their names, one a line.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const KNOWS = /test\/support\/(database|template|needs)\.ts$/;
const NAMES_IT = /TEST_DATABASE_URL|POSTGRES_URL|inject\(/;
const IMPORTED = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

function knowsTheDatabase(file) {
  const seen = new Set([file]);
  for (const one of seen) {
    if (KNOWS.test(one)) return true;
    const text = readFileSync(one, 'utf8');
    if (NAMES_IT.test(text)) return true;
    for (const [, path] of text.matchAll(IMPORTED)) {
      const next = join(dirname(one), path);
      if (next.startsWith('test/')) seen.add(next);
    }
  }
  return false;
}

const files = readdirSync('test', { recursive: true })
  .map(name => join('test', name))
  .filter(name => name.endsWith('.test.ts'))
  .sort();
console.log(files.filter(file => !knowsTheDatabase(file)).join('\n'));
