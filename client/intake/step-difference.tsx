import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { Check } from '../ui/check.tsx';
import { DifferenceDetails } from './difference-details.tsx';
import type { Choices, ImportDocument } from './import-api.ts';
import { goTo } from './import-store.ts';

const CORRECTIONS = new Set(['correction-kept', 'correction-without-row', 'corrections-dropped']);

/** What the layer would gain and lose, before anything is changed. */
export function StepDifference({
  document,
  change,
  commit,
}: {
  readonly document: ImportDocument;
  readonly change: (choices: Partial<Choices>) => Promise<void>;
  readonly commit: (replaceDemo: boolean) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [replaceDemo, setReplaceDemo] = useState(false);
  const { diff, request, layer, rejected, undecided, importable, demo, failure } = document;
  if (!diff) return <p>{t('imports.notChecked')}</p>;
  const layerName = t(`imports.layer.${layer}`, { defaultValue: layer ?? '' });
  const nothing = diff.new + diff.changed + diff.gone === 0;
  return (
    <div className="stack">
      {failure?.map(({ code, message }) => (
        <p className="message error" role="alert" key={code}>
          {message}
        </p>
      ))}
      <p>{t('imports.into', { layer: layerName, source: request.source })}</p>
      <dl className="difference">
        {(['new', 'changed', 'unchanged', 'gone'] as const).map((kind) => (
          <div key={kind} className={kind} data-none={diff[kind] === 0 || undefined}>
            <dt>{t(`imports.diff.${kind}`)}</dt>
            <dd>{formatNumber(diff[kind])}</dd>
          </div>
        ))}
      </dl>
      {diff.gone > 0 ? (
        <p className="message warn">
          {t('imports.goneWarning', { count: diff.gone, formatted: formatNumber(diff.gone) })}
        </p>
      ) : null}
      <DifferenceDetails document={document} />
      {document.issues.some(({ code }) => CORRECTIONS.has(code)) ? (
        <Check
          isSelected={request.corrections === 'drop'}
          onChange={(drop) => void change({ corrections: drop ? 'drop' : 'keep' })}
        >
          {t('imports.dropCorrections')}
        </Check>
      ) : null}
      {rejected ? (
        <p className={undecided ? 'message warn' : 'small muted'}>
          {t('imports.leftOut', { count: rejected, formatted: formatNumber(rejected) })}
        </p>
      ) : null}
      {nothing ? <p className="muted">{t('imports.nothingNew')}</p> : null}
      <p className="small muted">
        {[
          request.asOf ? t('source.asOf', { date: formatDate(request.asOf) }) : t('source.noDate'),
          request.licence ?? t('source.noLicence'),
        ].join(' · ')}
      </p>
      {demo ? (
        <div className="message warn">
          <p>{t('imports.demoWarning')}</p>
          <Check isSelected={replaceDemo} onChange={setReplaceDemo}>
            {t('imports.replaceDemo')}
          </Check>
        </div>
      ) : null}
      <div className="row between">
        <Button className="button" onPress={() => goTo('problems')}>
          {t('imports.previous')}
        </Button>
        <Button
          className="button primary"
          isDisabled={document.state !== 'staged' || !importable || (demo && !replaceDemo)}
          onPress={() => void commit(replaceDemo)}
        >
          {t('imports.commit', { count: importable ?? 0, formatted: formatNumber(importable ?? 0) })}
        </Button>
      </div>
    </div>
  );
}
