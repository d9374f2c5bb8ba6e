import { readFile, stat } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { type ApplicationBody, applicationBody } from '#core/funding/application.ts';
import type { Procedure, ProcedureKind } from '#core/funding/procedures.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import type { Database } from '../db/schema.ts';
import { findApplication } from '../features/funding/store.ts';

export interface NamedApplication extends ApplicationBody {
  readonly id?: string;
  readonly procedures: Partial<Record<ProcedureKind, Procedure>>;
  readonly preparedBy?: string | null;
  readonly releasedBy?: string | null;
  readonly previousId?: string | null;
}

/** Larger files are refused before they are read. */
const MAX_BYTES = 32 << 20;

const procedure = z.strictObject({
  kind: z.enum(['branchendialog', 'markterkundung', 'interessenbekundung', 'foerderantrag']),
  state: z.string().max(50),
  dates: z.record(z.string().max(50), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)),
});

/** A file may carry what the API answers with beside the body; only the procedures are looked at. */
const applicationFile = applicationBody.extend({
  id: z.uuid().optional(),
  procedures: z
    .partialRecord(
      z.enum(['branchendialog', 'markterkundung', 'interessenbekundung', 'foerderantrag']),
      procedure,
    )
    .default({}),
  preparedBy: z.string().max(200).nullable().optional(),
  releasedBy: z.string().max(200).nullable().optional(),
  state: z.string().optional(),
  version: z.number().int().optional(),
  releasedAt: z.string().nullable().optional(),
  dossierSha256: z.string().nullable().optional(),
  previousId: z.uuid().nullable().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
});

/**
 * An application by its id in the database, or from a JSON file of the same shape.
 * @throws IssueError `unknown-application`, `bad-argument`, `bad-field` for every field that does not fit
 */
export async function readApplication(
  argument: string,
  open: () => Promise<Kysely<Database>>,
): Promise<NamedApplication> {
  if (z.uuid().safeParse(argument).success) {
    const stored = await findApplication(await open(), argument);
    if (stored) return stored;
    throw new IssueError({
      code: 'unknown-application',
      severity: 'error',
      where: '<application>',
      params: { value: argument },
    });
  }
  return parseApplication(await readJson(argument));
}

/** @throws IssueError `bad-field` for every field that does not fit */
export function parseApplication(content: unknown): NamedApplication {
  const parsed = applicationFile.safeParse(content);
  if (parsed.success) {
    // The id of where it was exported from; what the file says counts, not what is stored under it.
    const { id: _, previousId: __, ...application } = parsed.data;
    return application as NamedApplication;
  }
  throw new IssueError(
    parsed.error.issues.slice(0, 50).map((problem): Issue => {
      const name = problem.path.join('.') || 'application';
      let value: unknown = content;
      for (const key of problem.path)
        value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
      const shown = (JSON.stringify(value) ?? '–').slice(0, 80);
      const params = { name, value: shown, expected: problem.message };
      return { code: 'bad-field', severity: 'error', where: name, params };
    }),
  );
}

async function readJson(path: string): Promise<unknown> {
  const refused = (expected: string) =>
    new IssueError({
      code: 'bad-argument',
      severity: 'error',
      where: '<application>',
      params: { name: '<application>', value: path, expected },
    });
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw refused(`at most ${MAX_BYTES} bytes`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof IssueError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw refused(`the id of an application, or a JSON file that can be read (${reason})`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refused(`valid JSON (${(error as Error).message})`);
  }
}
