import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CASE_PLACES, LIMIT_KINDS, NEED_UNITS } from '#core/rulebook/rule-set.ts';
import { today } from '../state/analysis.ts';
import { Check } from '../ui/check.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Path, useRuleForm, valueAt } from './form-state.ts';
import { CheckAt, ChoiceAt, ConfidenceAt, DayAt, NumberAt, TextAt, WordingAt } from './rule-fields.tsx';

const stated = () => ({
  text: { de: '', en: '' },
  validFrom: today(),
  validTo: null,
  source: '',
  paragraph: null,
  confidence: 'unsure',
});

/** Every field of a rule set. What is wrong stands at its field. */
export function RuleForm({ known, isNew }: { readonly known: readonly string[]; readonly isNew: boolean }) {
  const { t } = useTranslation();
  const none = { id: '', label: t('ruleSets.none') };
  const { draft, set } = useRuleForm();
  const supersedes = valueAt(draft, ['supersedes']);
  return (
    <div className="stack">
      <Part title={t('ruleSets.part.what')}>
        <TextAt path={['id']} label={t('ruleSets.id')} isDisabled={!isNew} />
        <WordingAt path={['title']} label={t('ruleSets.title')} />
        <WordingAt path={['summary']} label={t('ruleSets.summary')} multiline />
        <div className="rule-pair">
          <DayAt path={['validFrom']} label={t('ruleSets.validFrom')} />
          <DayAt path={['validTo']} label={t('ruleSets.validTo')} nullable />
        </div>
        <Supersedes
          value={typeof supersedes === 'string' ? supersedes : ''}
          options={[none, ...known.map((id) => ({ id, label: id }))]}
          onChange={(id) => set(['supersedes'], id === '' ? null : id)}
        />
        <TextAt path={['source']} label={t('ruleSets.source')} multiline />
        <ConfidenceAt path={[]} />
      </Part>
      <Part title={t('ruleSets.part.upper')}>
        <Rows path={['upper']} fresh={() => ({ downMbit: 1000, upMbit: null })} add={t('ruleSets.add.upper')}>
          {(path) => (
            <div className="rule-pair">
              <NumberAt path={[...path, 'downMbit']} label={t('ruleSets.down')} />
              <NumberAt path={[...path, 'upMbit']} label={t('ruleSets.up')} nullable />
            </div>
          )}
        </Rows>
        <TextAt path={['upperParagraph']} label={t('ruleSets.paragraph')} nullable />
        <CheckAt path={['peakTime']} label={t('ruleSets.peakTime')} />
      </Part>
      <Exclusions />
      <Part title={t('ruleSets.part.horizon')}>
        <div className="rule-pair">
          <NumberAt path={['horizonYears', 'min']} label={t('ruleSets.horizonMin')} />
          <NumberAt path={['horizonYears', 'max']} label={t('ruleSets.horizonMax')} />
          <NumberAt path={['horizonYears', 'default']} label={t('ruleSets.horizonDefault')} />
        </div>
        <ConfidenceAt path={['horizonYears']} />
      </Part>
      <Part title={t('ruleSets.part.cases')}>
        <Rows
          path={['specialCases']}
          fresh={() => ({
            place: 'schools',
            need: { mbit: 30, per: 'class', extra: 1 },
            target: null,
            ...stated(),
          })}
          add={t('ruleSets.add.case')}
        >
          {(path) => <SpecialCaseFields path={path} />}
        </Rows>
      </Part>
      <Part title={t('ruleSets.part.money')}>
        <Rows
          path={['limits']}
          fresh={() => ({ kind: 'federal-max-eur', value: 0, ...stated() })}
          add={t('ruleSets.add.limit')}
        >
          {(path) => (
            <>
              <div className="rule-pair">
                <ChoiceAt
                  path={[...path, 'kind']}
                  label={t('ruleSets.limit')}
                  options={LIMIT_KINDS.map((id) => ({ id, label: t(`ruleSets.limits.${id}`) }))}
                />
                <NumberAt path={[...path, 'value']} label={t('ruleSets.value')} />
              </div>
              <StatedFields path={path} />
            </>
          )}
        </Rows>
        <Rows
          path={['scoring']}
          fresh={() => ({ catalogue: 'scoring-2023', maxPoints: 500, fastLanePoints: null, ...stated() })}
          add={t('ruleSets.add.scoring')}
        >
          {(path) => (
            <>
              <div className="rule-pair">
                <TextAt path={[...path, 'catalogue']} label={t('ruleSets.catalogue')} />
                <NumberAt path={[...path, 'maxPoints']} label={t('ruleSets.maxPoints')} />
                <NumberAt path={[...path, 'fastLanePoints']} label={t('ruleSets.fastLane')} nullable />
              </div>
              <StatedFields path={path} />
            </>
          )}
        </Rows>
      </Part>
      <Part title={t('ruleSets.part.notes')}>
        <Rows
          path={['notes']}
          fresh={() => ({ confidence: 'unsure', text: { de: '', en: '' } })}
          add={t('ruleSets.add.note')}
        >
          {(path) => (
            <>
              <WordingAt path={[...path, 'text']} label={t('ruleSets.note')} multiline />
              <ConfidenceAt path={path} />
            </>
          )}
        </Rows>
      </Part>
    </div>
  );
}

function Exclusions() {
  const { t } = useTranslation();
  return (
    <Part title={t('ruleSets.part.exclusions')}>
      <Optional
        path={['exclusions', 'networks']}
        label={t('ruleSets.networks')}
        fresh={{ count: 2, downMbit: 100, paragraph: null, confidence: 'unsure' }}
      >
        <div className="rule-pair">
          <NumberAt path={['exclusions', 'networks', 'count']} label={t('ruleSets.count')} />
          <NumberAt path={['exclusions', 'networks', 'downMbit']} label={t('ruleSets.down')} />
        </div>
        <TextAt path={['exclusions', 'networks', 'paragraph']} label={t('ruleSets.paragraph')} nullable />
        <ConfidenceAt path={['exclusions', 'networks']} />
      </Optional>
      <Optional
        path={['exclusions', 'cable']}
        label={t('ruleSets.cable')}
        fresh={{ downMbit: 1000, enabled: true, paragraph: null, confidence: 'unsure' }}
      >
        <NumberAt path={['exclusions', 'cable', 'downMbit']} label={t('ruleSets.down')} />
        <CheckAt path={['exclusions', 'cable', 'enabled']} label={t('ruleSets.cableOn')} />
        <TextAt path={['exclusions', 'cable', 'paragraph']} label={t('ruleSets.paragraph')} nullable />
        <ConfidenceAt path={['exclusions', 'cable']} />
      </Optional>
      <div className="rule-row">
        <strong>{t('ruleSets.selfBuild')}</strong>
        <div className="rule-pair">
          <NumberAt path={['exclusions', 'selfBuild', 'downMbit']} label={t('ruleSets.down')} />
          <NumberAt path={['exclusions', 'selfBuild', 'upMbit']} label={t('ruleSets.up')} nullable />
        </div>
        <CheckAt path={['exclusions', 'selfBuild', 'milestones']} label={t('ruleSets.milestones')} />
        <TextAt path={['exclusions', 'selfBuild', 'paragraph']} label={t('ruleSets.paragraph')} nullable />
        <ConfidenceAt path={['exclusions', 'selfBuild']} />
      </div>
      <div className="rule-row">
        <CheckAt path={['exclusions', 'fundedElsewhere', 'enabled']} label={t('ruleSets.fundedElsewhere')} />
        <TextAt
          path={['exclusions', 'fundedElsewhere', 'paragraph']}
          label={t('ruleSets.paragraph')}
          nullable
        />
        <ConfidenceAt path={['exclusions', 'fundedElsewhere']} />
      </div>
    </Part>
  );
}

function SpecialCaseFields({ path }: { readonly path: Path }) {
  const { t } = useTranslation();
  const { draft, set } = useRuleForm();
  const isNeed = valueAt(draft, [...path, 'need']) !== null;
  return (
    <>
      <ChoiceAt
        path={[...path, 'place']}
        label={t('ruleSets.place')}
        options={CASE_PLACES.map((id) => ({ id, label: t(`ruleSets.places.${id}`) }))}
      />
      <Check
        isSelected={!isNeed}
        onChange={(target) => {
          const now = valueAt(draft, path) as object;
          set(path, {
            ...now,
            need: target ? null : { mbit: 30, per: 'class', extra: 1 },
            target: target ? { downMbit: 1000, upMbit: 1000 } : null,
          });
        }}
      >
        {t('ruleSets.isTarget')}
      </Check>
      {isNeed ? (
        <div className="rule-pair">
          <NumberAt path={[...path, 'need', 'mbit']} label={t('ruleSets.mbitEach')} nullable />
          <ChoiceAt
            path={[...path, 'need', 'per']}
            label={t('ruleSets.per')}
            options={NEED_UNITS.map((id) => ({ id, label: t(`ruleSets.units.${id}`) }))}
          />
          <NumberAt path={[...path, 'need', 'extra']} label={t('ruleSets.extra')} />
        </div>
      ) : (
        <div className="rule-pair">
          <NumberAt path={[...path, 'target', 'downMbit']} label={t('ruleSets.down')} />
          <NumberAt path={[...path, 'target', 'upMbit']} label={t('ruleSets.up')} />
        </div>
      )}
      <StatedFields path={path} />
    </>
  );
}

/** Wording, validity, source, paragraph and confidence of one statement. */
function StatedFields({ path }: { readonly path: Path }) {
  const { t } = useTranslation();
  return (
    <>
      <WordingAt path={[...path, 'text']} label={t('ruleSets.wording')} multiline />
      <div className="rule-pair">
        <DayAt path={[...path, 'validFrom']} label={t('ruleSets.validFrom')} />
        <DayAt path={[...path, 'validTo']} label={t('ruleSets.validTo')} nullable />
      </div>
      <div className="rule-pair">
        <TextAt path={[...path, 'source']} label={t('ruleSets.source')} />
        <TextAt path={[...path, 'paragraph']} label={t('ruleSets.paragraph')} nullable />
      </div>
      <ConfidenceAt path={path} />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="stack">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface SupersedesProps {
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (id: string) => void;
}

function Supersedes({ value, options, onChange }: SupersedesProps) {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span className="label">{t('ruleSets.supersedes')}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface OptionalProps {
  readonly path: Path;
  readonly label: string;
  readonly fresh: object;
  readonly children: ReactNode;
}

/** A rule that a rule set may leave out. */
function Optional({ path, label, fresh, children }: OptionalProps) {
  const { draft, set } = useRuleForm();
  const isThere = valueAt(draft, path) !== null;
  return (
    <div className="rule-row">
      <Check isSelected={isThere} onChange={(on) => set(path, on ? fresh : null)}>
        {label}
      </Check>
      {isThere ? children : null}
    </div>
  );
}

interface RowsProps {
  readonly path: Path;
  readonly fresh: () => object;
  readonly add: string;
  readonly children: (path: Path) => ReactNode;
}

function Rows({ path, fresh, add, children }: RowsProps) {
  const { t } = useTranslation();
  const { draft, set, errors } = useRuleForm();
  const rows = (valueAt(draft, path) as readonly unknown[] | undefined) ?? [];
  const error = errors.get(path.join('.'));
  return (
    <>
      {rows.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own.
        <div className="rule-row" key={index}>
          {children([...path, index])}
          <div className="row">
            <Button
              className="button small plain"
              onPress={() =>
                set(
                  path,
                  rows.filter((__, i) => i !== index),
                )
              }
            >
              <Icon name="trash" /> {t('ruleSets.remove')}
            </Button>
          </div>
        </div>
      ))}
      {error ? <p className="field-error small">{error}</p> : null}
      <div className="row">
        <Button className="button small" onPress={() => set(path, [...rows, fresh()])}>
          <Icon name="plus" /> {add}
        </Button>
      </div>
    </>
  );
}
