import { useState } from 'react';
import { Button, Input, Label, Menu, MenuItem, MenuTrigger, Popover, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';
import { saveFile } from '../areas/save-file.ts';
import { useMay } from '../state/may.ts';
import { Icon } from '../ui/icon.tsx';
import { failureSentence } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { UndoRedo } from '../ui/undo-redo.tsx';
import { type NetworkFormat, networkApi } from './network-api.ts';
import { useNetwork } from './network-store.ts';
import { redoPlan, undoPlan } from './run-plan.ts';
import { openPlan, planInput, saveOverOther, savePlan } from './save-plan.ts';

const FORMATS: readonly NetworkFormat[] = ['gpkg', 'geojson', 'shp', 'xlsx'];

/** Undo, redo, name, save and take away. */
export function PlanActions() {
  const { t } = useTranslation();
  const { done, undone, name, area, saved, plan, saving, saveFailure, phase } = useNetwork();
  const mayPlan = useMay('plan-network');
  const isSaved = saved?.plan === plan;
  return (
    <section className="stack" aria-label={t('network.actions')}>
      <TextField
        className="field"
        value={name}
        onChange={(next) => useNetwork.setState({ name: next })}
        maxLength={200}
      >
        <Label className="label">{t('network.name')}</Label>
        <Input className="input" placeholder={area?.name ?? ''} />
      </TextField>
      <div className="row between">
        <div className="row">
          <UndoRedo
            done={done}
            undone={undone}
            onUndo={() => void undoPlan()}
            onRedo={() => void redoPlan()}
          />
          <span className="small muted" role="status">
            {phase === 'resolving'
              ? t('network.wish.working')
              : isSaved
                ? t('network.saved', { version: saved!.version })
                : t('network.unsaved')}
          </span>
        </div>
        <div className="row">
          <Export />
          {mayPlan ? (
            <Button
              className={`button small${isSaved ? '' : ' primary'}`}
              isDisabled={saving || phase === 'resolving'}
              onPress={() => void savePlan()}
            >
              <Icon name="save" /> {t(saving ? 'save.saving' : 'save.button')}
            </Button>
          ) : null}
        </div>
      </div>
      {saveFailure ? <SaveRefused failure={saveFailure} /> : null}
    </section>
  );
}

/** Nothing is lost by a refusal: the planner chooses between both states. */
function SaveRefused({ failure }: { readonly failure: unknown }) {
  const { t } = useTranslation();
  const saved = useNetwork((state) => state.saved);
  const stale = failure instanceof ApiProblem && failure.status === 412;
  const gone = failure instanceof ApiProblem && failure.status === 404;
  return (
    <div className="message error" role="alert">
      <p>
        {stale ? t('network.conflict') : failureSentence(failure, t)} {t('save.kept')}
      </p>
      {stale || gone ? (
        <div className="row">
          {stale ? (
            <Button className="button small" onPress={() => void saveOverOther()}>
              {t('conflict.keepMine')}
            </Button>
          ) : null}
          {stale && saved ? (
            <Button
              className="button small"
              onPress={() =>
                void openPlan(saved.id).catch((error: unknown) => toast(failureSentence(error, t), 'error'))
              }
            >
              {t('conflict.takeTheirs')}
            </Button>
          ) : null}
          <Button className="button small" onPress={() => void savePlan(true)}>
            {t('conflict.asCopy')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Export() {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const download = async (format: NetworkFormat) => {
    const input = planInput();
    if (!input) return;
    setBusy(true);
    try {
      const { blob, fileName } = await networkApi.fileOfUnsaved(input, format, i18n.language);
      saveFile(blob, fileName);
    } catch (error) {
      toast(failureSentence(error, t), 'error');
    }
    setBusy(false);
  };
  return (
    <MenuTrigger>
      <Button className="button small" isDisabled={busy} aria-label={t('network.export')}>
        <Icon name="download" /> {busy ? t('export.working') : t('export.button')}
      </Button>
      <Popover className="popover">
        <Menu className="list-box" onAction={(key) => void download(key as NetworkFormat)}>
          {FORMATS.map((format) => (
            <MenuItem key={format} id={format} className="option" textValue={t(`network.format.${format}`)}>
              <div>{t(`network.format.${format}`)}</div>
              <div className="hit-kind">
                {t(format === 'xlsx' ? 'network.format.bill' : 'network.format.layers')}
              </div>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
