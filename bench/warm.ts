/** Loads all that the process under load loads, so that its code is compiled and kept (NODE_COMPILE_CACHE). */
import '../examples/systems/index.ts';
import '../src/app.ts';
import '../src/registries/invented/index.ts';
import '../src/tasks.ts';

process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });
