// Reads what vitest reported as JSON. `failing FILE`: the test files to try once more, none when they are too many.
// `sum N FILE…`: every failed test by name, then the line "N passed, N failed"; N failures came from elsewhere.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const MOST_AGAIN = 3;
const [task, ...rest] = process.argv.slice(2);

const read = file => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
const nameOf = file => relative(process.cwd(), file);
const failedFiles = run => run.testResults.filter(file => file.status === 'failed');
/** A file that could not even be read has no failed test of its own. */
const failuresOf = file => {
  const tests = file.assertionResults.filter(test => test.status === 'failed');
  return tests.length > 0
    ? tests.map(test => ({ name: `${nameOf(file.name)} > ${test.fullName}`, why: test.failureMessages[0] }))
    : [{ name: nameOf(file.name), why: file.message }];
};

/** Names as failuresOf writes them, of files and of their tests. */
function passedNames(run) {
  const files = (run?.testResults ?? []).filter(file => file.status === 'passed');
  return new Set(
    files.flatMap(({ name, assertionResults }) => [
      nameOf(name),
      ...assertionResults.map(test => `${nameOf(name)} > ${test.fullName}`),
    ]),
  );
}

function failing(file) {
  const run = read(file);
  const files = run ? failedFiles(run) : [];
  if (files.length <= MOST_AGAIN) console.log(files.map(({ name }) => nameOf(name)).join(' '));
}

function sum(elsewhere, files) {
  let passed = 0;
  let skipped = 0;
  let failed = Number(elsewhere);
  for (const file of files) {
    const run = read(file);
    if (!run) {
      failed++;
      console.log(`no results in ${nameOf(file)}`);
      continue;
    }
    passed += run.numPassedTests;
    skipped += run.numPendingTests + run.numTodoTests;
    const failures = failedFiles(run).flatMap(failuresOf);
    const mendedNames = passedNames(read(file.replace(/\.json$/, '-again.json')));
    for (const { name, why } of failures) {
      // A counterexample is a finding, also when the next random run does not meet it.
      const mended = mendedNames.has(name) && !/Counterexample/.test(String(why));
      console.log(
        `${mended ? 'PASSED ONLY AT THE SECOND TRY' : 'FAILED'}: ${name}\n${String(why).slice(0, 1500)}`,
      );
      if (mended) passed++;
      else failed++;
    }
    if (!run.success && failures.length === 0) failed++;
  }
  if (skipped > 0) {
    console.log(`${skipped} skipped: nothing may be skipped here, so it counts as a failure.`);
    failed++;
  }
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

if (task === 'failing') failing(rest[0]);
else sum(rest[0], rest.slice(1));
