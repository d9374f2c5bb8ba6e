import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Confidence, RuleSet, Stated } from '#core/rulebook/rule-set.ts';
import { formatDate, formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';

/** A rule set to read: every rule with its figure, paragraph, validity, source and how well it is established. */
export function RuleView({ rules }: { readonly rules: RuleSet }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const { exclusions, horizonYears, specialCases = [], limits = [], scoring = [] } = rules;
  const speed = (down: number, up: number | null) =>
    up === null
      ? t('ruleSets.speedDown', { down: formatNumber(down) })
      : t('ruleSets.speed', { down: formatNumber(down), up: formatNumber(up) });
  return (
    <div className="stack rule-view">
      <p>{rules.summary[language]}</p>
      <p className="small muted">{rules.source}</p>
      <table className="rule-table">
        <caption>{t('ruleSets.part.upper')}</caption>
        <tbody>
          <Line
            name={t('ruleSets.suppliedBy')}
            value={`${rules.upper.map(({ downMbit, upMbit }) => speed(downMbit, upMbit)).join(` ${t('ruleSets.or')} `)}${rules.peakTime ? `, ${t('ruleSets.atPeak')}` : ''}`}
            paragraph={rules.upperParagraph}
            confidence={rules.confidence}
          />
          {exclusions.networks ? (
            <Line
              name={t('ruleSets.networks')}
              value={t('ruleSets.networksValue', {
                count: exclusions.networks.count,
                speed: speed(exclusions.networks.downMbit, null),
              })}
              {...exclusions.networks}
            />
          ) : null}
          {exclusions.cable ? (
            <Line
              name={t('ruleSets.cable')}
              value={`${speed(exclusions.cable.downMbit, null)}, ${t(exclusions.cable.enabled ? 'ruleSets.on' : 'ruleSets.off')}`}
              {...exclusions.cable}
            />
          ) : null}
          <Line
            name={t('ruleSets.selfBuild')}
            value={`${speed(exclusions.selfBuild.downMbit, exclusions.selfBuild.upMbit)}${exclusions.selfBuild.milestones ? `, ${t('ruleSets.milestones')}` : ''}`}
            {...exclusions.selfBuild}
          />
          <Line
            name={t('ruleSets.fundedElsewhere')}
            value={t(exclusions.fundedElsewhere.enabled ? 'ruleSets.on' : 'ruleSets.off')}
            {...exclusions.fundedElsewhere}
          />
          <Line
            name={t('ruleSets.part.horizon')}
            value={t('ruleSets.years', {
              range:
                horizonYears.min === horizonYears.max
                  ? String(horizonYears.min)
                  : `${horizonYears.min}–${horizonYears.max}`,
              preset: horizonYears.default,
            })}
            confidence={horizonYears.confidence}
          />
        </tbody>
      </table>
      <StatedTable
        title={t('ruleSets.part.cases')}
        rows={specialCases.map((one) => ({ ...one, name: t(`ruleSets.places.${one.place}`) }))}
      />
      <StatedTable
        title={t('ruleSets.part.money')}
        rows={[
          ...limits.map((one) => ({
            ...one,
            name: one.kind.endsWith('percent')
              ? `${formatNumber(one.value, 1)} %`
              : `${formatNumber(one.value)} €`,
          })),
          ...scoring.map((one) => ({
            ...one,
            name: t('ruleSets.points', { points: formatNumber(one.maxPoints) }),
          })),
        ]}
      />
      {rules.notes.length > 0 ? (
        <section>
          <h3>{t('ruleSets.part.notes')}</h3>
          <ul className="notes small">
            {rules.notes.map((note) => (
              <li key={note.text.de}>
                <Sureness confidence={note.confidence} /> {note.text[language]}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

interface LineProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly paragraph?: string | null | undefined;
  readonly confidence: Confidence;
}

function Line({ name, value, paragraph, confidence }: LineProps) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {value}
        <div className="small muted">{paragraph ?? t('ruleSets.noParagraph')}</div>
      </td>
      <td>
        <Sureness confidence={confidence} />
      </td>
    </tr>
  );
}

function StatedTable({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly (Stated & { readonly name: string })[];
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  if (rows.length === 0) return null;
  return (
    <table className="rule-table">
      <caption>{title}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name + row.text.de}>
            <th scope="row">{row.name}</th>
            <td>
              {row.text[language]}
              <div className="small muted">
                {row.validTo === null
                  ? t('period.from', { from: formatDate(row.validFrom) })
                  : t('period.both', { from: formatDate(row.validFrom), to: formatDate(row.validTo) })}
                {' · '}
                {row.source} · {row.paragraph ?? t('ruleSets.noParagraph')}
              </div>
            </td>
            <td>
              <Sureness confidence={row.confidence} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Sureness({ confidence }: { readonly confidence: Confidence }) {
  const { t } = useTranslation();
  return (
    <span className={confidence === 'sure' ? 'chip' : 'chip warn'}>{t(`confidence.${confidence}`)}</span>
  );
}
