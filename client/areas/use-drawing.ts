import type { MultiPolygon } from 'geojson';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Drawing } from '../map/drawing.ts';
import type { PlannerMap } from '../map/planner-map.ts';
import { plannerHost } from '../state/analysis.ts';
import { useTheme } from '../state/theme.ts';
import { latestWins } from '../workers/latest-wins.ts';
import type { AreaFigures } from '../workers/messages.ts';
import { addDrawn, reshape, splitArea } from './area-actions.ts';
import { leaveMode, useEditMode } from './edit-mode.ts';
import { watchKeyboardDrawing } from './keyboard-drawing.ts';
import { usePlan } from './plan-store.ts';

/** Starts the drawing tool for the mode, and carries what it makes into edits. */
export function useDrawing(map: PlannerMap): void {
  const { t } = useTranslation();
  const mode = useEditMode((state) => state.mode);
  const target = useEditMode((state) => state.target);
  const theme = useTheme((state) => state.theme);

  // Fetched before it is asked for: whoever presses D and clicks at once must not lose the first corner.
  useEffect(() => void import('../map/drawing.ts'), []);

  useEffect(() => {
    if (mode === 'none' || mode === 'join') return;
    let drawing: Drawing | null = null;
    let stopped = false;
    let own = 0;
    const stopWatching: (() => void)[] = [];
    const measure = latestWins<MultiPolygon | null, AreaFigures | null>(
      (geometry) => (geometry ? plannerHost().ask('measure', { geometry }) : Promise.resolve(null)),
      (sketch) => !stopped && useEditMode.setState({ sketch }),
      // A sketch that crosses itself for a moment has no figures.
      () => !stopped && useEditMode.setState({ sketch: null }),
    );
    void import('../map/drawing.ts').then((module) => {
      if (stopped) return;
      // What was refused is drawn anew.
      const again = () => !stopped && useEditMode.getState().refusal && made.restart();
      const made: Drawing = new module.Drawing(map, theme, {
        onSketch: measure,
        onPolygon: (polygon) => void addDrawn(polygon).then(again),
        onLine: (line) => target && void splitArea(target, line).then(again),
        onEdited: (geometry) => {
          own++;
          void reshape(target!, geometry).finally(() => own--);
        },
        onRefused: () => useEditMode.setState({ refusal: t('edit.cannotShow') }),
      });
      drawing = made;
      const { areas } = usePlan.getState();
      const others = Object.values(areas).filter((area) => area.key !== target);
      made.snapTo(others.flatMap((area) => area.geometry.coordinates.flat(2)));
      if (mode === 'draw') made.polygon();
      else if (mode === 'split') made.line();
      else if (target && areas[target]) made.correct(areas[target].geometry);
      stopWatching.push(watchKeyboardDrawing(map, made, mode));
      // Undo and redo change the area under the tool; then it shows the new state.
      stopWatching.push(
        usePlan.subscribe((state, before) => {
          if (!target || state.areas[target] === before.areas[target] || own > 0) return;
          if (!state.areas[target]) leaveMode();
          else if (mode === 'vertices') made.correct(state.areas[target].geometry);
        }),
      );
    });
    return () => {
      stopped = true;
      for (const stop of stopWatching) stop();
      drawing?.stop();
    };
  }, [map, mode, target, theme, t]);
}
