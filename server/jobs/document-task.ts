import type { DocumentStep } from '#core/document-steps.ts';
import type { Issue } from '#core/issue.ts';
import type { Config } from '../config.ts';
import type { BuiltDossier } from '../dossier/build-dossier.ts';
import type { NamedApplication } from '../dossier/read-application.ts';
import type { StoredSurvey } from '../features/surveys/survey-store.ts';

/** What a document thread may be asked for. */
export type DocumentTask =
  | {
      readonly kind: 'dossier';
      readonly application: NamedApplication;
      /** The released dossier that this one replaces. */
      readonly previous: Uint8Array | null;
    }
  | { readonly kind: 'kept-dossier'; readonly zip: Uint8Array }
  | { readonly kind: 'survey-package'; readonly survey: StoredSurvey; readonly operator: string | null }
  | { readonly kind: 'survey-result'; readonly survey: StoredSurvey };

/** What comes of each kind of task. */
export interface DocumentOutcomes {
  readonly dossier: BuiltDossier;
  readonly 'kept-dossier': BuiltDossier;
  readonly 'survey-package': Uint8Array;
  readonly 'survey-result': Uint8Array;
}

export type OnDocumentStep = (step: DocumentStep) => void;

/** What the thread is started with. */
export interface DocumentOrder {
  readonly config: Config;
  readonly task: DocumentTask;
}

export type DocumentMessage =
  | { readonly step: DocumentStep }
  | { readonly made: DocumentOutcomes[keyof DocumentOutcomes] }
  | { readonly issues: readonly Issue[] };
