import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ApplicationInputs } from '#core/funding/application.ts';
import { type GapInputs, readGapInputs } from '#core/funding/gap-inputs.ts';
import { issueSentence } from '#core/issue-texts.ts';
import type { Language } from '../i18n/index.ts';
import { useMay } from '../state/may.ts';
import { Choice } from '../ui/choice.tsx';
import { CalculatorResult } from './calculator-result.tsx';
import { formatEuro } from './format-euro.ts';
import { GapFields } from './gap-fields.tsx';
import { InvestmentSource } from './investment-source.tsx';
import { EuroInput } from './number-input.tsx';
import { OperatorFields } from './operator-fields.tsx';
import { SaveDraft } from './save-draft.tsx';
import type { SectionProps } from './sections.ts';
import { ShareFields } from './share-fields.tsx';

const MODELS = ['gap', 'operator', 'entered'] as const;
type Model = (typeof MODELS)[number];

/** Money of an application: what is calculated follows every change at once; it is kept when it is saved. */
export default function Calculator({ application, onChanged }: SectionProps) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const [draft, setDraft] = useState<ApplicationInputs | null>(null);
  const inputs = draft ?? application.inputs;
  const mayEdit = useMay('edit-funding');
  const locked = application.releasedBy !== null || !mayEdit;
  const model: Model = inputs.operator
    ? 'operator'
    : inputs.gap || inputs.eligibleCents === null
      ? 'gap'
      : 'entered';
  const set = (change: Partial<ApplicationInputs>) => !locked && setDraft({ ...inputs, ...change });
  const read = inputs.gap === null ? null : readGapInputs(inputs.gap);
  const choose = (next: Model) => {
    if (next === 'operator') {
      const lease = { passiveCapexCents: null, leaseCents: Array<number>(7).fill(0), discountPerYear: 0 };
      set({ operator: inputs.operator ?? lease });
    } else if (next === 'gap') set({ operator: null, eligibleCents: null });
    else set({ operator: null, gap: null, gapOrigin: null, eligibleCents: inputs.eligibleCents ?? 0 });
  };
  return (
    <div className="stack">
      {application.releasedBy ? <p className="message">{t('funding.locked')}</p> : null}
      <Choice
        label={t('funding.model.label')}
        value={model}
        options={MODELS.map((id) => ({
          id,
          label: t(`funding.model.${id}`),
          detail: t(`funding.model.${id}Detail`),
        }))}
        onChange={choose}
        isDisabled={locked}
      />
      {inputs.gapOrigin ? (
        <div className="message warn small row between" role="note">
          <span>
            {t(`funding.origin.${inputs.gapOrigin.kind}`, {
              of: inputs.gapOrigin.of,
              low: formatEuro(inputs.gapOrigin.gapLowCents),
              high: formatEuro(inputs.gapOrigin.gapHighCents),
            })}
          </span>
          {locked ? null : (
            <Button className="button small" onPress={() => set({ gap: null, gapOrigin: null })}>
              {t('funding.investment.other')}
            </Button>
          )}
        </div>
      ) : null}
      {model === 'operator' && inputs.operator ? (
        <OperatorFields
          operator={inputs.operator}
          onChange={(operator) => set({ operator })}
          isDisabled={locked}
        />
      ) : null}
      {model === 'entered' ? (
        <EuroInput
          label={t('funding.figure.eligible')}
          value={inputs.eligibleCents}
          onChange={(eligibleCents) => set({ eligibleCents: eligibleCents ?? 0 })}
          isDisabled={locked}
        />
      ) : inputs.gap === null ? (
        locked ? null : (
          <InvestmentSource application={application} onTaken={set} />
        )
      ) : read?.inputs ? (
        <GapFields
          inputs={read.inputs}
          onChange={(gap: GapInputs) => set({ gap: gap as unknown as ApplicationInputs['gap'] })}
          isDisabled={locked}
        />
      ) : (
        <ul className="message error">
          {read?.issues.map((issue) => (
            <li key={issue.where}>{issueSentence(issue, language)}</li>
          ))}
        </ul>
      )}
      <h4>{t('funding.shares.title')}</h4>
      <ShareFields inputs={inputs} onChange={set} isDisabled={locked} />
      <CalculatorResult application={application} inputs={inputs} />
      {draft ? (
        <SaveDraft
          application={application}
          body={{ inputs: draft }}
          onChanged={(changed) => {
            setDraft(null);
            onChanged(changed);
          }}
          onDrop={() => setDraft(null)}
        />
      ) : null}
    </div>
  );
}
