import type { LineString, MultiPolygon, Polygon } from 'geojson';
import i18next from 'i18next';
import { plannerHost, useAnalysis } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import { announce } from '../ui/announce.ts';
import type { EditResult } from '../workers/messages.ts';
import { leaveMode, useEditMode } from './edit-mode.ts';
import { freeName, type PlanArea } from './plan.ts';
import { changeAreas, usePlan } from './plan-store.ts';

/** What the tools do: each is one edit, with the worker checking the geometry first. */

export async function addDrawn(polygon: Polygon): Promise<void> {
  const geometry = await cleaned({ type: 'MultiPolygon', coordinates: [polygon.coordinates] });
  if (!geometry) return;
  const { areas } = usePlan.getState();
  const { reachM, minAddresses } = useView.getState();
  const area: PlanArea = {
    key: crypto.randomUUID(),
    name: freeName(i18next.t('area.newName'), areas),
    note: '',
    rules: useAnalysis.getState().classification?.rules ?? null,
    parameters: { reachM, minAddresses },
    origin: 'drawn',
    geometry,
  };
  changeAreas('edit.draw', { [area.key]: area });
  finish(area.key, i18next.t('area.drawn', { name: area.name }));
}

export async function splitArea(key: string, line: LineString): Promise<void> {
  const area = usePlan.getState().areas[key];
  if (!area) return;
  const points = line.coordinates.map((p) => [p[0]!, p[1]!] as const);
  const parts = await geometriesOf(plannerHost().ask('split', { geometry: area.geometry, line: points }));
  if (!parts) return;
  const changes: Record<string, PlanArea | null> = {};
  const { areas } = usePlan.getState();
  parts.forEach((geometry, index) => {
    const partKey = index === 0 ? key : crypto.randomUUID();
    const name =
      index === 0
        ? area.name
        : freeName(`${area.name} ${index + 1}`, { ...areas, ...(changes as typeof areas) });
    changes[partKey] = { ...area, key: partKey, name, geometry };
  });
  changeAreas('edit.split', changes);
  finish(key, i18next.t('area.split', { count: parts.length }));
}

export async function joinAreas(keys: readonly string[]): Promise<void> {
  const { areas } = usePlan.getState();
  const members = keys.flatMap((key) => areas[key] ?? []);
  if (members.length < 2) {
    useEditMode.setState({ refusal: i18next.t('join.needTwo') });
    return;
  }
  const joined = await geometriesOf(
    plannerHost().ask('join', { geometries: members.map((m) => m.geometry) }),
  );
  if (!joined) return;
  const [first, ...rest] = members as [PlanArea, ...PlanArea[]];
  const note = members
    .map((m) => m.note)
    .filter(Boolean)
    .join('\n');
  const changes: Record<string, PlanArea | null> = { [first.key]: { ...first, note, geometry: joined[0]! } };
  for (const other of rest) changes[other.key] = null;
  changeAreas('edit.join', changes);
  finish(first.key, i18next.t('area.joined', { count: members.length }));
}

/** Takes from an area what other areas hold too, so that no address stands in two of them. */
export async function subtractOthers(key: string, others: readonly string[]): Promise<void> {
  const { areas } = usePlan.getState();
  const area = areas[key];
  const geometries = others.flatMap((other) => areas[other]?.geometry ?? []);
  if (!area || geometries.length === 0) return;
  const rest = await geometriesOf(
    plannerHost().ask('subtract', { geometry: area.geometry, others: geometries }),
  );
  if (!rest) return;
  changeAreas('edit.subtract', { [key]: { ...area, geometry: rest[0]! } });
  announce(i18next.t('area.subtracted', { name: area.name }));
}

/** Metres a corner may leave the old outline when an area is simplified. */
export const SIMPLIFY_TOLERANCE_M = 5;

export async function simplifyArea(key: string): Promise<void> {
  const area = usePlan.getState().areas[key];
  if (!area) return;
  const request = { geometry: area.geometry, toleranceM: SIMPLIFY_TOLERANCE_M };
  const simpler = await geometriesOf(plannerHost().ask('simplify', request));
  if (!simpler) return;
  changeAreas('edit.simplify', { [key]: { ...area, geometry: simpler[0]! } });
  announce(i18next.t('area.simplified', { count: corners(simpler[0]!) }));
}

const corners = (geometry: MultiPolygon) =>
  geometry.coordinates.flat().reduce((sum, ring) => sum + ring.length - 1, 0);

export async function reshape(key: string, geometry: MultiPolygon): Promise<boolean> {
  const clean = await cleaned(geometry);
  const area = usePlan.getState().areas[key];
  if (!clean || !area) return false;
  changeAreas('edit.vertices', { [key]: { ...area, geometry: clean } });
  return true;
}

export function deleteArea(key: string): void {
  const area = usePlan.getState().areas[key];
  if (!area) return;
  changeAreas('edit.delete', { [key]: null });
  useView.getState().select(null);
  announce(i18next.t('area.deleted', { name: area.name }));
}

async function cleaned(geometry: MultiPolygon): Promise<MultiPolygon | null> {
  return (await geometriesOf(plannerHost().ask('clean', { geometry })))?.[0] ?? null;
}

/** The geometries, or null with the reason shown. What was drawn stays on the map until it is left. */
async function geometriesOf(answer: Promise<EditResult>): Promise<readonly MultiPolygon[] | null> {
  try {
    const result = await answer;
    if (result.ok) {
      useEditMode.setState({ refusal: null });
      return result.geometries;
    }
    const refusal = result.reason[i18next.language === 'en' ? 'en' : 'de'];
    useEditMode.setState({ refusal });
    announce(refusal);
  } catch (error) {
    useEditMode.setState({ refusal: error instanceof Error ? error.message : String(error) });
  }
  return null;
}

function finish(key: string, sentence: string): void {
  leaveMode();
  useView.getState().select({ kind: 'area', collection: 'area', id: key });
  announce(sentence);
}
