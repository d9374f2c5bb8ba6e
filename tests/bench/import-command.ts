import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs `import … --json` in a process of its own, as a planner would: seconds from start to end, rows, and the most
 * memory it had resident (Linux only; 0 elsewhere).
 */
export async function importCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ seconds: number; imported: number; peakMb: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, ['server/cli/main.ts', 'import', ...args, '--json'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let peakMb = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid!));
  }, 200);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`import ended with ${code}: ${stderr.slice(0, 500)}`);
  const { imported } = JSON.parse(stdout) as { imported: number };
  return { seconds: (performance.now() - started) / 1000, imported, peakMb: Math.round(peakMb) };
}

/** The most memory a process has had resident so far, in MB. */
function peakOf(pid: number): number {
  try {
    const line = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) / 1024 : 0;
  } catch {
    return 0;
  }
}
