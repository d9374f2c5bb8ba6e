import { useTranslation } from 'react-i18next';
import type { Figure } from '#core/funding/figure.ts';
import { formatEuro, formatInput } from './format-euro.ts';
import { formulaText, termText } from './formula-text.ts';

interface Props {
  readonly title: string;
  readonly figure: Figure;
  /** Where the sum comes from, in the language of the page, when the figure's own text is not. */
  readonly source?: string;
  readonly strong?: boolean;
}

/** A sum of money that opens to its formula, its inputs and its source. */
export function FigureRow({ title, figure, source, strong = false }: Props) {
  const { t } = useTranslation();
  const { confidence } = figure;
  const sure = confidence === 'sure' || confidence === 'given';
  return (
    <details className={`figure-row${strong ? ' strong' : ''}`}>
      <summary>
        <span className="figure-title">
          {title} {sure ? null : <span className="chip warn">{t(`funding.confidence.${confidence}`)}</span>}
        </span>
        <span className="number">{formatEuro(figure.valueCents)}</span>
      </summary>
      <div className="figure-inside small">
        <p>
          <code>{formulaText(figure.formula, t)}</code>
        </p>
        <dl className="facts">
          {Object.entries(figure.inputs).map(([name, value]) => (
            <div key={name}>
              <dt>{termText(name, t)}</dt>
              <dd>{formatInput(name, value)}</dd>
            </div>
          ))}
        </dl>
        <p className="muted">
          {t('funding.source', { source: source ?? figure.source })}
          {confidence === 'given' ? '' : ` · ${t(`funding.confidence.${confidence}`)}`}
        </p>
      </div>
    </details>
  );
}
