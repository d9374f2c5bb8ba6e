import { readFile, stat } from 'node:fs/promises';
import { IssueError } from '#core/issue.ts';
import { unpackMember, zipDanger, zipMembers } from '../intake/check-zip.ts';

const MAX_FILE_BYTES = 512 << 20;
const MAX_UNPACKED_BYTES = 1 << 30;

/** The files of a dossier, after a look at what unpacking would cost. @throws IssueError `dossier-not-a-zip` */
export function unpackDossier(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  const members = zipMembers(bytes);
  if (!members) throw notAZip(file, 'no ZIP directory');
  const danger = zipDanger(members, MAX_UNPACKED_BYTES);
  if (danger) throw notAZip(file, danger);
  try {
    const files = members.filter(({ name }) => !name.endsWith('/'));
    return Object.fromEntries(files.map((member) => [member.name, unpackMember(bytes, member)]));
  } catch (error) {
    throw notAZip(file, (error as Error).message);
  }
}

/** @throws IssueError `bad-argument`, `dossier-not-a-zip` */
export async function readDossier(path: string): Promise<Record<string, Uint8Array>> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) throw notAZip(path, `${size} bytes`);
    bytes = new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof IssueError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const params = { name: '<dossier.zip>', value: path, expected: `a file that can be read (${reason})` };
    throw new IssueError({ code: 'bad-argument', severity: 'error', where: '<dossier.zip>', params });
  }
  return unpackDossier(bytes, path);
}

function notAZip(file: string, reason: string): IssueError {
  return new IssueError({
    code: 'dossier-not-a-zip',
    severity: 'error',
    where: file,
    params: { file, reason },
  });
}
