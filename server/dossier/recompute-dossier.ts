import { strFromU8 } from 'fflate';
import { type Kysely, sql } from 'kysely';
import { FILES, type Manifest, manifestSchema } from '#core/dossier/manifest.ts';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../db/schema.ts';
import { PRODUCT_VERSION } from '../version.ts';
import { buildDossier, CHECK_RULES } from './build-dossier.ts';
import { loadVersions } from './load-model.ts';
import { type NamedApplication, readApplication } from './read-application.ts';
import { unpackDossier } from './read-dossier.ts';

export interface Recomputed {
  readonly same: boolean;
  /** SHA-256 of the released ZIP and of the one made anew. */
  readonly released: string;
  readonly recomputed: string;
  /** Files that are not the same to the byte, or only in one of the two. */
  readonly different: readonly string[];
  /** Why they may differ: another program, or other data than the manifest names. */
  readonly causes: readonly { readonly what: string; readonly released: string; readonly here: string }[];
}

/**
 * Makes a released dossier anew from its manifest and the database at hand, and compares the bytes. Areas and inputs
 * are those of the application, which cannot change after its release; names, procedures and dates are those of the
 * manifest, since procedures go on. `application`: an id or a file; without it the one released with this ZIP.
 * @throws IssueError as `unpackDossier`, `readApplication`, `buildDossier`; `unknown-application`
 */
export async function recomputeDossier(
  db: Kysely<Database>,
  zip: Uint8Array,
  file: string,
  application: string | null = null,
): Promise<Recomputed> {
  const files = unpackDossier(zip, file);
  const manifest = readManifest(files, file);
  const released = CHECK_RULES.sha256(zip);
  const stored = await readApplication(application ?? (await idOf(db, released)), async () => db);
  const again = await buildDossier(db, {
    ...stored,
    procedures: manifest.procedures as NamedApplication['procedures'],
    preparedBy: manifest.application.preparedBy,
    releasedBy: manifest.application.releasedBy,
  });
  const made = unpackDossier(again.zip, file);
  const names = [...new Set([...Object.keys(files), ...Object.keys(made)])].sort();
  const isSame = (name: string) =>
    files[name] && made[name] && CHECK_RULES.sha256(files[name]) === CHECK_RULES.sha256(made[name]);
  return {
    same: released === again.sha256,
    released,
    recomputed: again.sha256,
    different: names.filter((name) => !isSame(name)),
    causes: await causesOf(db, manifest),
  };
}

function readManifest(files: Record<string, Uint8Array>, file: string): Manifest {
  const bytes = files[FILES.manifest];
  try {
    return manifestSchema.parse(JSON.parse(strFromU8(bytes!)));
  } catch (error) {
    const reason = `${FILES.manifest}: ${(error as Error).message.slice(0, 200)}`;
    throw new IssueError({
      code: 'dossier-not-a-zip',
      severity: 'error',
      where: file,
      params: { file, reason },
    });
  }
}

async function idOf(db: Kysely<Database>, sha256: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from application where dossier_sha256 = ${sha256}`.execute(db);
  if (rows[0]) return rows[0].id;
  const params = { value: `SHA-256 ${sha256}` };
  throw new IssueError({ code: 'unknown-application', severity: 'error', where: '<dossier.zip>', params });
}

async function causesOf(db: Kysely<Database>, manifest: Manifest): Promise<Recomputed['causes']> {
  const causes: { what: string; released: string; here: string }[] = [];
  if (manifest.engine.version !== PRODUCT_VERSION)
    causes.push({ what: 'program', released: manifest.engine.version, here: PRODUCT_VERSION });
  const text = (version: Manifest['dataVersions'][number] | undefined) =>
    version ? `${version.asOf ?? '–'}, ${version.features}, ${version.sha256 ?? '–'}` : '–';
  const nameOf = ({ layer, name }: { layer: string; name: string }) => `${layer}/${name}`;
  const here = new Map((await loadVersions(db)).map((version) => [nameOf(version), version]));
  const then = new Map(manifest.dataVersions.map((version) => [nameOf(version), version]));
  for (const what of [...new Set([...here.keys(), ...then.keys()])].sort())
    if (text(then.get(what)) !== text(here.get(what)))
      causes.push({ what, released: text(then.get(what)), here: text(here.get(what)) });
  return causes;
}
