import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The database has its own part of the backup; the rest of these are made anew by the next start. */
const NOT_KEPT = /^(database|database\..*|compiled|downloads|lock\.json.*|client.*|.*\.part|.*\.restored)$/;

/** Files of `DATA_DIR` that belong into a backup: uploads that are still to be decided, the session key. */
export function dataDirFiles(dataDir: string): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (folder === dataDir && NOT_KEPT.test(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(relative(dataDir, path).split(sep).join('/'));
    }
  };
  try {
    walk(dataDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found.sort();
}

/** Whether a path of a backup stays inside the folder it is restored to. */
export function staysInside(path: string): boolean {
  return (
    path !== '' && !path.includes('\\') && path.split('/').every((part) => !['', '.', '..'].includes(part))
  );
}
