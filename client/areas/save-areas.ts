import { ApiProblem, api, type SavedArea } from '../api.ts';
import { type Areas, freeName, fromSaved, type PlanArea, type Stored, toInput, unsavedOf } from './plan.ts';
import { type Conflict, keepDraft, usePlan } from './plan-store.ts';

/**
 * Saves everything unsaved. What the server refuses as stale becomes a conflict for the user to decide; a failure
 * leaves the rest unsaved and said so. Nothing is overwritten in silence, nothing typed is lost.
 */
export async function saveAll(): Promise<void> {
  const { areas, stored, figures, saving } = usePlan.getState();
  if (saving) return;
  usePlan.setState({ saving: true, failure: null });
  const unsaved = unsavedOf(areas, stored);
  const conflicts: Conflict[] = [];
  try {
    if (unsaved.created.length > 0) {
      const inputs = unsaved.created.map((key) => toInput(areas[key]!, figures[key]));
      const answers = await api.createAreas(inputs);
      remember(Object.fromEntries(unsaved.created.map((key, i) => [key, asSent(answers[i]!, areas[key]!)])));
    }
    for (const key of unsaved.changed) {
      const { id, version } = stored[key]!;
      await attempt({ key, intent: 'save' }, conflicts, async () => {
        const answer = await api.updateArea(id, version, toInput(areas[key]!, figures[key]));
        remember({ [key]: asSent(answer, areas[key]!) });
      });
    }
    for (const key of unsaved.deleted) {
      const { id, version } = stored[key]!;
      await attempt({ key, intent: 'delete' }, conflicts, async () => {
        await api.deleteArea(id, version);
        remember({ [key]: null });
      });
    }
    usePlan.setState({ savedAt: Date.now() });
  } catch (failure) {
    usePlan.setState({ failure });
  }
  usePlan.setState({ saving: false, conflicts });
}

export type Decision = 'mine' | 'theirs' | 'copy';

/** Carries out what the user chose for one conflict. Only `mine` needs the server. */
export async function decide(conflict: Conflict, decision: Decision): Promise<void> {
  const { key, current } = conflict;
  const { areas, stored } = usePlan.getState();
  const mine = areas[key];
  if (current) {
    const theirs = fromSaved(current, key);
    remember({ [key]: theirs });
    if (decision !== 'mine') replace({ [key]: theirs.area });
    if (decision === 'copy' && mine)
      replace({ [crypto.randomUUID()]: { ...mine, name: freeName(mine.name, areas) } });
  } else {
    remember({ [key]: null });
    if (decision === 'theirs' || !stored[key]) replace({ [key]: null });
  }
  usePlan.setState((state) => ({ conflicts: state.conflicts.filter((c) => c.key !== key) }));
  if (decision !== 'theirs') await saveAll();
}

async function attempt(
  what: Pick<Conflict, 'key' | 'intent'>,
  conflicts: Conflict[],
  work: () => Promise<void>,
) {
  try {
    await work();
  } catch (error) {
    const status = error instanceof ApiProblem ? error.status : 0;
    if (status === 412) conflicts.push({ ...what, current: (error as ApiProblem).current ?? null });
    else if (status === 404 && what.intent === 'delete') remember({ [what.key]: null });
    else if (status === 404) conflicts.push({ ...what, current: null });
    else throw error;
  }
}

/** The server rounds coordinates; what was sent counts as saved, or every save would leave a difference. */
function asSent(answer: SavedArea, sent: PlanArea): Stored {
  return { ...fromSaved(answer, sent.key), area: sent };
}

function remember(entries: Readonly<Record<string, Stored | null>>): void {
  usePlan.setState((state) => {
    const stored: Record<string, Stored> = { ...state.stored };
    for (const [key, entry] of Object.entries(entries)) {
      if (entry) stored[key] = entry;
      else delete stored[key];
    }
    return { stored };
  });
  keepDraft();
}

function replace(changes: Readonly<Record<string, PlanArea | null>>): void {
  usePlan.setState((state) => {
    const areas: Record<string, PlanArea> = { ...state.areas };
    for (const [key, area] of Object.entries(changes)) {
      if (area) areas[key] = { ...area, key };
      else delete areas[key];
    }
    // Steps made on the state before would undo into what somebody else has replaced.
    return { areas: areas as Areas, done: [], undone: [] };
  });
}
