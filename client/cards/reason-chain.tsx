import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/index.ts';
import type { Explanation } from '../workers/messages.ts';

type Step = Explanation['steps'][number];

/** The rules in the order in which they were asked; what comes after the one that decided is folded away. */
export function ReasonChain({ explanation }: { readonly explanation: Pick<Explanation, 'steps'> }) {
  const { t } = useTranslation();
  const reached = explanation.steps.filter((step) => step.reached);
  const later = explanation.steps.filter((step) => !step.reached);
  return (
    <section>
      <h3>{t('reasons.title')}</h3>
      <ol className="reason-chain">
        {reached.map((step) => (
          <Rule key={step.rule} step={step} />
        ))}
      </ol>
      {later.length > 0 ? (
        <details>
          <summary className="small">{t('reasons.later', { count: later.length })}</summary>
          <ol className="reason-chain" start={reached.length + 1}>
            {later.map((step) => (
              <Rule key={step.rule} step={step} />
            ))}
          </ol>
        </details>
      ) : null}
      <p className="small muted chain-source">
        {t('reasons.source', { source: explanation.steps[0]?.source ?? '' })}
      </p>
    </section>
  );
}

function Rule({ step }: { readonly step: Step }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  return (
    <li className={step.decides ? 'decides' : ''}>
      <div className="row">
        <strong className="small">{t(`reasons.rule.${step.rule}`)}</strong>
        <span className={step.decides ? 'chip accent' : 'chip'}>
          {t(step.decides ? 'reasons.decides' : `reasons.verdict.${step.verdict}`)}
        </span>
        {step.confidence === 'sure' ? null : (
          <span className="chip warn">{t(`confidence.${step.confidence}`)}</span>
        )}
      </div>
      <p className="small">{step.demand[language]}</p>
      <p className="small">{step.text[language]}</p>
      {step.paragraph ? <p className="small muted">{step.paragraph}</p> : null}
    </li>
  );
}
