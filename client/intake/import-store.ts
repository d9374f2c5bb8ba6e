import { create } from 'zustand';
import { queryClient } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import {
  type ImportDocument,
  type ImportList,
  importApi,
  type UploadChoices,
  uploadFile,
} from './import-api.ts';

export const STEPS = ['what', 'problems', 'difference', 'done'] as const;
export type Step = (typeof STEPS)[number];

interface Imports {
  /** The import that is open in the panel. */
  readonly activeId: string | null;
  readonly step: Step;
  readonly upload: { readonly name: string; readonly bytes: number; readonly share: number } | null;
  readonly failure: unknown;
}

const KEPT = 'lueckenlos.import';

/** What is open outlives a reload of the page; everything else the server knows. */
export const useImports = create<Imports>(() => ({
  activeId: null,
  step: 'what',
  upload: null,
  failure: null,
  ...kept(),
}));

let abortUpload: (() => void) | null = null;

useImports.subscribe(({ activeId, step }, before) => {
  if (activeId === before.activeId && step === before.step) return;
  try {
    if (activeId) sessionStorage.setItem(KEPT, JSON.stringify({ activeId, step }));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Without a store the list of open imports still leads back.
  }
});

export function openImport(id: string | null, step: Step = 'what'): void {
  useImports.setState({ activeId: id, step, failure: null });
}

export const goTo = (step: Step) => useImports.setState({ step });

/** Sends a file and opens its import, with what is known of it already. */
export async function startUpload(file: File, choices: UploadChoices = {}): Promise<void> {
  abortUpload?.();
  useView.getState().set({ tab: 'data' });
  useImports.setState({
    activeId: null,
    failure: null,
    upload: { name: file.name, bytes: file.size, share: 0 },
  });
  const { done, abort } = uploadFile(
    file,
    (share) => {
      const { upload } = useImports.getState();
      if (upload) useImports.setState({ upload: { ...upload, share } });
    },
    choices,
  );
  abortUpload = abort;
  try {
    const document = await done;
    seen(document);
    useImports.setState({ upload: null });
    openImport(document.id);
    void queryClient.invalidateQueries({ queryKey: ['imports'] });
  } catch (failure) {
    const aborted = (failure as Error).name === 'AbortError';
    if (abortUpload === abort) useImports.setState({ upload: null, failure: aborted ? null : failure });
  }
}

export function cancelUpload(): void {
  abortUpload?.();
}

/** Cancels an import and removes its file. */
export async function discardImport(id: string): Promise<void> {
  await importApi.remove(id);
  queryClient.setQueryData<ImportList>(
    ['imports'],
    (list) => list && { ...list, imports: list.imports.filter((each) => each.id !== id) },
  );
  if (useImports.getState().activeId === id) openImport(null);
  await queryClient.invalidateQueries({ queryKey: ['imports'] });
}

/** Keeps what the server has just said of an import. */
export function seen(document: ImportDocument): void {
  queryClient.setQueryData(['import', document.id], document);
}

/** Everything that is shown of the layers is asked for anew; what can be taken back is not shown as it was. */
export function layersChanged(): void {
  queryClient.removeQueries({ queryKey: ['data-sets'], type: 'inactive' });
  for (const key of [
    'layers',
    'session',
    'statistics',
    'districts',
    'data-sets',
    'imports',
    'feature',
    'address',
  ])
    void queryClient.invalidateQueries({ queryKey: [key] });
}

function kept(): Partial<Imports> {
  try {
    const { activeId, step } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<Imports>;
    return typeof activeId === 'string' && STEPS.includes(step as Step)
      ? { activeId, step: step as Step }
      : {};
  } catch {
    return {};
  }
}
