import { useState } from 'react';
import { Button, Input, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Card } from '../cards/card.tsx';
import { bboxOf } from '../cards/geometry-bbox.ts';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { useAnalysis } from '../state/analysis.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useMay } from '../state/may.ts';
import { useView } from '../state/view-store.ts';
import { Icon } from '../ui/icon.tsx';
import { AreaOverlaps } from './area-overlaps.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FigureTable } from './figure-table.tsx';
import type { PlanArea } from './plan.ts';
import { sameArea } from './plan.ts';
import { changeAreas, usePlan } from './plan-store.ts';
import { keepProposal } from './proposal-actions.ts';
import { saveAll } from './save-areas.ts';

const close = () => useView.getState().select(null);

/** Figures, name and note of a kept area. */
export function AreaCard({ area }: { readonly area: PlanArea }) {
  const { t, i18n } = useTranslation();
  const maySave = useMay('plan-areas');
  const figures = usePlan((state) => state.figures[area.key]);
  const stored = usePlan((state) => state.stored[area.key]);
  const saving = usePlan((state) => state.saving);
  const ruleSets = useAnalysis((state) => state.ruleSets);
  const rules = ruleSets.find((r) => r.id === area.rules);
  const saved = stored && sameArea(stored.area, area);
  const bbox = bboxOf(area.geometry);
  return (
    <Card title={area.name} kind={t('kind.area')} onClose={close}>
      {maySave ? <Rename key={area.key} area={area} /> : <p className="small">{area.note}</p>}
      <FigureTable figures={figures} />
      <AreaOverlaps areaKey={area.key} />
      <p className="small muted">
        {[
          t(`origin.${area.origin}`),
          rules ? rules.title[i18n.language as Language] : null,
          stored
            ? t('kept.version', { version: stored.version, date: formatDate(stored.updatedAt) })
            : t('kept.never'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="row">
        {maySave ? (
          <Button
            className={`button small${saved ? '' : ' primary'}`}
            isDisabled={Boolean(saved) || saving}
            onPress={() => void saveAll()}
          >
            <Icon name="save" /> {saved ? t('save.saved') : t('save.button')}
          </Button>
        ) : null}
        <ExportMenu label={t('export.area', { name: area.name })} areas={() => [{ ...area, figures }]} />
        {bbox ? (
          <Button className="button small" onPress={() => useMapHandle.getState().map?.fit(bbox)}>
            {t('zoomTo')}
          </Button>
        ) : null}
        <Button
          className="button small danger"
          onPress={() => {
            changeAreas('edit.delete', { [area.key]: null });
            close();
          }}
        >
          <Icon name="trash" /> {t('delete')}
        </Button>
      </div>
    </Card>
  );
}

/** Name and note become an edit when the field is left, so that typing is one step to undo. */
function Rename({ area }: { readonly area: PlanArea }) {
  const { t } = useTranslation();
  const [name, setName] = useState(area.name);
  const [note, setNote] = useState(area.note);
  const [seen, setSeen] = useState(area);
  if (seen !== area) {
    setSeen(area);
    setName(area.name);
    setNote(area.note);
  }
  const commit = () => {
    const next = { ...area, name: name.trim().slice(0, 200) || area.name, note: note.slice(0, 10_000) };
    if (next.name !== area.name || next.note !== area.note) changeAreas('edit.rename', { [area.key]: next });
    setName(next.name);
  };
  return (
    <>
      <TextField className="field" value={name} onChange={setName} onBlur={commit} maxLength={200}>
        <Label className="label">{t('area.name')}</Label>
        <Input className="input" onKeyDown={(event) => event.key === 'Enter' && commit()} />
      </TextField>
      <TextField className="field" value={note} onChange={setNote} onBlur={commit} maxLength={10_000}>
        <Label className="label">{t('area.note')}</Label>
        <TextArea className="textarea" rows={2} />
      </TextField>
    </>
  );
}

/** A proposal: only figures, and the way to keep it. */
export function ProposalCard({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const mayPlan = useMay('plan-areas');
  const proposals = useAnalysis((state) => state.proposals);
  if (!proposals) return null;
  const index = proposals.areas.findIndex((p) => p.key === id);
  const proposal = proposals.areas[index];
  if (!proposal) {
    return (
      <Card title={t('proposals.one')} kind={t('kind.proposal')} onClose={close}>
        <p className="muted">{t('proposals.gone')}</p>
      </Card>
    );
  }
  const name = `${index + 1}. ${proposal.district ?? t('proposals.one')}`;
  return (
    <Card title={name} kind={t('kind.proposal')} onClose={close}>
      <FigureTable figures={proposal.figures} />
      <p className="small muted">{t('proposals.hint')}</p>
      <div className="row">
        {mayPlan ? (
          <Button className="button small primary" onPress={() => void keepProposal(proposal, t)}>
            <Icon name="check" /> {t('proposals.keep')}
          </Button>
        ) : null}
        <ExportMenu label={t('export.area', { name })} areas={() => [{ ...proposal, name }]} />
        <Button className="button small" onPress={() => useMapHandle.getState().map?.fit(proposal.bbox)}>
          {t('zoomTo')}
        </Button>
      </div>
    </Card>
  );
}
