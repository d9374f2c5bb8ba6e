import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationInputs } from '#core/funding/application.ts';
import { scoreApplication } from '#core/funding/application-score.ts';
import { type GapFigureKey, gapFigures } from '#core/funding/gap-figures.ts';
import { type GapInputs, readGapInputs } from '#core/funding/gap-inputs.ts';
import { type RuleEntry, withEntries } from '#core/funding/rule-entries.ts';
import { gapInterval, tornado } from '#core/funding/sensitivity.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { FEDERAL_RULES, listLandRules, SCORING, SHIPPED_DATA } from '#data/funding/index.ts';
import type { Language } from '../i18n/index.ts';
import { type Application, bodyOf } from './application.ts';
import { FigureRow } from './figure-row.tsx';
import { formatEuro } from './format-euro.ts';
import { usePlan } from './plan-query.ts';
import { useFundingRules } from './rules-query.ts';
import { TornadoChart } from './tornado-chart.tsx';

const NO_ENTRIES: readonly RuleEntry[] = [];

interface Props {
  readonly application: Application;
  readonly inputs: ApplicationInputs;
}

/** Where a sum of the gap comes from: its text below `funding.gapSource`. */
const sourceOf = (key: GapFigureKey, inputs: GapInputs | null) =>
  key === 'gap' || key === 'revenuePv' ? key : inputs?.investment && PLANNED.has(key) ? 'planned' : 'entered';
const PLANNED: ReadonlySet<GapFigureKey> = new Set([
  'trenchCivil',
  'ductFibre',
  'feederCivil',
  'nvt',
  'pop',
  'drops',
  'passive',
  'planning',
  'contingency',
  'capex',
]);

/** The sums that follow from the inputs; each opens to its formula, inputs and source. */
export function CalculatorResult({ application, inputs }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const plan = usePlan(application);
  const facts = plan.data?.facts ?? null;
  const federal = plan.data?.federal ?? FEDERAL_RULES;
  const catalogue = plan.data?.catalogue ?? SCORING;
  const entries = useFundingRules().data?.entries ?? NO_ENTRIES;
  const score = useMemo(
    () =>
      scoreApplication({ ...bodyOf(application), inputs }, facts, {
        ...withEntries({ ...SHIPPED_DATA, federal, catalogue }, entries),
        land: listLandRules().find(({ id }) => id === inputs.landRules) ?? null,
      }),
    [application, inputs, facts, entries, federal, catalogue],
  );
  const { gap, shares, operator } = score;
  const gapInputs = inputs.gap === null ? null : readGapInputs(inputs.gap).inputs;
  const figures = gap && gapInputs ? gapFigures(gapInputs, gap) : null;
  return (
    <section className="stack" aria-label={t('funding.result')}>
      <h4>{t('funding.result')}</h4>
      {score.issues.map((issue) => (
        <p
          key={`${issue.code} ${issue.where}`}
          className={`message small ${issue.severity === 'error' ? 'error' : 'warn'}`}
        >
          {issueSentence(issue, language)}
        </p>
      ))}
      {figures ? (
        <div className="figures">
          {(Object.keys(figures) as GapFigureKey[]).map((key) => (
            <FigureRow
              key={key}
              title={t(`funding.figure.${key}`)}
              figure={figures[key]}
              source={t(`funding.gapSource.${sourceOf(key, gapInputs)}`)}
              strong={key === 'capex' || (key === 'gap' && !operator)}
            />
          ))}
        </div>
      ) : null}
      {operator ? (
        <div className="figures">
          <FigureRow
            title={t('funding.figure.operator')}
            strong
            figure={{
              valueCents: operator.eligibleCents,
              formula: 'max(0, passiveCapexCents − leasePvCents)',
              inputs: {
                passiveCapexCents: operator.passiveCapexCents,
                leasePvCents: operator.leasePvCents,
                discount: inputs.operator?.discountPerYear ?? 0,
              },
              source: 'Gigabit-RL 2.0 Nr. 3.2',
              confidence: 'likely',
            }}
          />
        </div>
      ) : null}
      {shares ? (
        <div className="figures">
          {(['federal', 'land', 'other', 'own'] as const).map((key) => (
            <FigureRow
              key={key}
              title={t(`funding.figure.${key}`)}
              figure={shares[key]}
              {...(key === 'other' ? { source: t('funding.gapSource.entered') } : {})}
            />
          ))}
          <p className="figure-sum">
            <span>{t('funding.figure.eligible')}</span>
            <strong className="number">{formatEuro(score.eligibleCents ?? 0)}</strong>
          </p>
        </div>
      ) : null}
      {gap && gapInputs && !operator ? <Sensitivity inputs={gapInputs} gapCents={gap.gapCents} /> : null}
      <Advice />
    </section>
  );
}

function Sensitivity({
  inputs,
  gapCents,
}: {
  readonly inputs: Parameters<typeof tornado>[0];
  readonly gapCents: number;
}) {
  const { t } = useTranslation();
  const bars = useMemo(() => tornado(inputs), [inputs]);
  const interval = useMemo(() => gapInterval(inputs), [inputs]);
  return (
    <section className="stack">
      <h4>{t('funding.tornado.title')}</h4>
      <p className="small">
        {t('funding.tornado.interval', {
          low: formatEuro(interval.lowCents),
          high: formatEuro(interval.highCents),
        })}
      </p>
      <TornadoChart bars={bars} gapCents={gapCents} />
    </section>
  );
}

/** What the federal guideline pays for advice, apart from the network. */
function Advice() {
  const { t } = useTranslation();
  const { value, source } = FEDERAL_RULES.adviceCents;
  return (
    <details className="small">
      <summary>{t('funding.advice.title')}</summary>
      <ul className="notes">
        {Object.entries(value).map(([who, cents]) => (
          <li key={who}>
            {t(`funding.advice.${who}`)}: {formatEuro(cents)}
          </li>
        ))}
      </ul>
      <p className="muted">{t('funding.source', { source })}</p>
    </details>
  );
}
