import { Button, Toolbar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatArea, formatNumber } from '../i18n/format.ts';
import { useView } from '../state/view-store.ts';
import type { IconName } from '../ui/icon.tsx';
import { IconButton, IconToggle } from '../ui/icon-button.tsx';
import { failureSentence } from '../ui/state-message.tsx';
import { deleteArea, joinAreas, SIMPLIFY_TOLERANCE_M, simplifyArea } from './area-actions.ts';
import { type EditMode, enterMode, leaveMode, useEditMode } from './edit-mode.ts';
import { usePlan } from './plan-store.ts';

const TOOLS: readonly {
  mode: Exclude<EditMode, 'none'>;
  icon: IconName;
  keys: string;
  needsArea: boolean;
}[] = [
  { mode: 'draw', icon: 'polygon', keys: 'D', needsArea: false },
  { mode: 'vertices', icon: 'vertices', keys: 'V', needsArea: true },
  { mode: 'split', icon: 'split', keys: 'X', needsArea: true },
  { mode: 'join', icon: 'join', keys: 'J', needsArea: true },
];

/** The tools at the upper edge of the map, and below them what the running tool expects. */
export function EditToolbar({ ready, failure }: { readonly ready: boolean; readonly failure: unknown }) {
  const { t } = useTranslation();
  const selection = useView((view) => view.selection);
  const areas = usePlan((state) => state.areas);
  const { mode } = useEditMode();
  const target = selection?.kind === 'area' && areas[selection.id] ? selection.id : null;
  const start = (next: EditMode) =>
    enterMode(
      next,
      next === 'draw' || next === 'join' ? null : target,
      next === 'join' && target ? [target] : [],
    );
  return (
    <div className="edit-tools">
      <Toolbar className="toolbar" aria-label={t('tools.label')}>
        {TOOLS.map((tool) => (
          <IconToggle
            key={tool.mode}
            icon={tool.icon}
            keys={tool.keys}
            label={t(`tools.${tool.mode}`)}
            isSelected={mode === tool.mode}
            isDisabled={!ready || (tool.needsArea && !target && mode !== tool.mode)}
            onChange={(on) => (on ? start(tool.mode) : leaveMode())}
          />
        ))}
        <IconButton
          icon="trash"
          label={t('tools.delete')}
          keys={t('keys.deleteKey')}
          isDisabled={!target || mode !== 'none'}
          onPress={() => target && deleteArea(target)}
        />
      </Toolbar>
      {failure ? <p className="message error small">{failureSentence(failure, t)}</p> : null}
      {mode === 'none' ? null : <RunningTool mode={mode} />}
    </div>
  );
}

function RunningTool({ mode }: { readonly mode: Exclude<EditMode, 'none'> }) {
  const { t } = useTranslation();
  const { sketch, refusal, marked, target } = useEditMode();
  return (
    <div className="tool-hint">
      <p>{t(`hint.${mode}`, { count: marked.length })}</p>
      {sketch ? (
        <p className="sketch" role="status">
          <strong>{formatArea(sketch.areaM2)}</strong> ·{' '}
          {t('sketch', {
            addresses: formatNumber(sketch.addresses),
            eligible: formatNumber(sketch.eligible),
            households: formatNumber(sketch.households),
          })}
        </p>
      ) : null}
      {refusal ? (
        <p className="message error small" role="alert">
          {refusal}
        </p>
      ) : null}
      <div className="row">
        {mode === 'join' ? (
          <Button
            className="button small primary"
            isDisabled={marked.length < 2}
            onPress={() => void joinAreas(marked)}
          >
            {t('join.button')}
          </Button>
        ) : null}
        {mode === 'vertices' && target ? (
          <Button className="button small" onPress={() => void simplifyArea(target)}>
            {t('tools.simplify', { tolerance: SIMPLIFY_TOLERANCE_M })}
          </Button>
        ) : null}
        <Button className="button small" onPress={leaveMode}>
          {t(mode === 'vertices' ? 'done' : 'cancel')}
        </Button>
      </div>
    </div>
  );
}
