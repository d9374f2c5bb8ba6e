import { parentPort, workerData } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import type { DocumentStep } from '#core/document-steps.ts';
import { IssueError } from '#core/issue.ts';
import { openDatabase } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import type { DocumentMessage, DocumentOrder, DocumentOutcomes, DocumentTask } from './document-task.ts';

/** Makes the documents of one task in a thread of its own, over a database connection of its own, and ends. */
const { config, task } = workerData as DocumentOrder;
const say = (message: DocumentMessage) => parentPort!.postMessage(message);
const onStep = (step: DocumentStep) => say({ step });

try {
  say({ made: task.kind === 'kept-dossier' ? await checkKept(task.zip) : await withDatabase(task) });
} catch (error) {
  if (!(error instanceof IssueError)) throw error;
  say({ issues: error.issues });
}

/** What needs the database: all but the check of a dossier that is kept. */
type DatabaseTask = Exclude<DocumentTask, { kind: 'kept-dossier' }>;

async function withDatabase(asked: DatabaseTask): Promise<DocumentOutcomes[keyof DocumentOutcomes]> {
  const database = await openDatabase(config, { join: 'only' });
  try {
    return await make(database.db, asked);
  } finally {
    await database.close();
  }
}

// Each kind loads what it needs alone: that is most of the time a small document takes.
async function make(db: Kysely<Database>, asked: DatabaseTask) {
  switch (asked.kind) {
    case 'dossier': {
      const { buildDossier } = await import('../dossier/build-dossier.ts');
      return buildDossier(db, asked.application, asked.previous, onStep);
    }
    case 'survey-package': {
      const { operatorPackage } = await import('../features/surveys/operator-package.ts');
      return operatorPackage(db, asked.survey, asked.operator, onStep);
    }
    case 'survey-result': {
      const { resultPackage } = await import('../features/surveys/survey-result.ts');
      return resultPackage(db, asked.survey, onStep);
    }
  }
}

async function checkKept(zip: Uint8Array) {
  onStep('check');
  const { keptDossier } = await import('../dossier/build-dossier.ts');
  return keptDossier(zip);
}
