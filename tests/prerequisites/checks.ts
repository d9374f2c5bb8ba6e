import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: string) => join(ROOT, 'node_modules', name);

const CHECKS: readonly [string, readonly string[]][] = [
  ['types', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']],
  ['types of core without DOM and Node', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'core/tsconfig.json']],
  ['format and lint', [bin('@biomejs/biome/bin/biome'), 'ci', '--max-diagnostics=30', '--error-on-warnings']],
];

/** Types, format and lint, one after the other; says each result on its own line. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  for (const [name, args] of CHECKS) {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    const ok = (await new Promise((done) => child.once('exit', done))) === 0;
    console.log(`${ok ? '✓' : '✗'} ${name}`);
    if (!ok) failed++;
  }
  return { passed: CHECKS.length - failed, failed };
}
