import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditSentence, forbiddenOf, type Shipped } from './judge.ts';

/**
 * `npm run supply-chain`: bill of materials (CycloneDX) to `dist/sbom.cdx.json`, licence list to `dist/licences.txt`,
 * known weaknesses. Ends with 1 when something that ships has a licence nobody accepted or a weakness of severity high.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly { license?: { id?: string; name?: string }; expression?: string }[];
}

function npm(args: readonly string[]): string {
  const { stdout } = spawnSync('npm', [...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
  return stdout ?? '';
}

function main(): number {
  const bill = npm(['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev']);
  const { components } = JSON.parse(bill) as { components: Component[] };
  const shipped: Shipped[] = components.map(({ name, version, licenses = [] }) => ({
    name,
    version,
    licence:
      licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression).join(' ') ||
      declared(name),
  }));
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(join(ROOT, 'dist/sbom.cdx.json'), bill);
  writeFileSync(
    join(ROOT, 'dist/licences.txt'),
    shipped.map(({ name, version, licence }) => `${name}\t${version}\t${licence}\n`).join(''),
  );
  const forbidden = forbiddenOf(shipped);
  for (const { name, version, licence } of forbidden)
    console.log(
      `Licence not accepted: ${name} ${version}: ${licence} (tests/supply-chain/accepted-licences.ts)`,
    );
  console.log(
    `${shipped.length} packages ship, ${forbidden.length} with a licence that is not accepted; dist/sbom.cdx.json, dist/licences.txt`,
  );
  const audit = auditSentence(
    parsed(npm(['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=20000'])),
  );
  console.log(audit.sentence);
  return forbidden.length > 0 || audit.failed ? 1 : 0;
}

/** What older packages declare in forms the bill of materials leaves out. */
function declared(name: string): string {
  const file = join(ROOT, 'node_modules', name, 'package.json');
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8')) as {
    license?: string | { type?: string };
    licenses?: { type?: string }[];
  };
  return (typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type)) || 'none';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

process.exitCode = main();
