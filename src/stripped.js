/**
 * Loaded before everything else (`node --import ./src/stripped.js`): hands Node the program without its types from files
 * beside the sources, written once. Node's own ways cost memory as long as the process lives: the program that strips
 * types some 14 MB, and its cache of compiled code, which stays in memory after it was read, some 18 MB.
 *
 * Whoever may write the files in `.stripped` may write the sources too. Where nothing can be written it starts as
 * without this file, and needs the memory. JavaScript, because what reads this file has not been told of it yet.
 */
import { hash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url).href;
const folder = fileURLToPath(new URL('.stripped/', root));

module.registerHooks?.({
  load(url, context, next) {
    const [address = ''] = url.split(/[?#]/);
    const name = address.startsWith(root) ? decodeURIComponent(address.slice(root.length)) : '';
    if (!name.endsWith('.ts') || name.startsWith('node_modules/')) return next(url, context);
    const source = readFileSync(fileURLToPath(address));
    return { format: 'module', shortCircuit: true, source: kept(name, source) ?? keep(name, source) };
  },
});

// Run by itself, as the image is built: everything is written at once.
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of globSync('{examples,src,views}/**/*.ts', { cwd: new URL(root) }))
    keep(name, readFileSync(new URL(name, root)));

/** Another version of Node may strip in another way. */
function markOf(source) {
  return `\n//${hash('sha256', Buffer.concat([Buffer.from(`${process.version}\n`), source]))}\n`;
}

/** What was written for this very source; undefined: nothing, or for another one. */
function kept(name, source) {
  try {
    const text = readFileSync(`${folder}${name}.js`, 'utf8');
    return text.endsWith(markOf(source)) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Types become spaces, so that lines and columns of errors stay those of the source. */
function keep(name, source) {
  const text = quietly(() => module.stripTypeScriptTypes(source.toString())) + markOf(source);
  const file = `${folder}${name}.js`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Two processes may start at once: neither reads half a file.
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A disk that takes nothing: stripped again at the next start.
  }
  return text;
}

/** Node strips types of whatever it runs without a word, but calls the function that does it experimental. */
function quietly(work) {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}
