import { useTranslation } from 'react-i18next';
import { FINDINGS, technologyText } from '#core/rulebook/explain-texts.ts';
import { LEDGER_BUCKETS, LEDGER_WORDINGS } from '#core/rulebook/ledger.ts';
import type { ClaimedSupply } from '#core/survey/desk.ts';
import type { LedgerEffect } from '#core/survey/ledger-effect.ts';
import { formatDate, formatNumber, formatSpeed } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { AnswerDetails } from './answer-details.tsx';
import { ShowAddresses } from './show-addresses.tsx';
import type { OperatorDesk } from './survey-api.ts';

const CHIP = { error: 'chip danger', warning: 'chip warn', info: 'chip' } as const;

/** An answer: what is claimed, what is promised, what is doubtful, what it changes in the ledger. */
export function AnswerView({
  desk: { report, effect },
}: {
  readonly desk: NonNullable<OperatorDesk['desk']>;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const { promises } = report;
  return (
    <>
      <h5>{t('survey.changes')}</h5>
      <EffectTable effect={effect} />
      <h5>{t('survey.plausibility')}</h5>
      {report.findings.length === 0 ? <p className="small">{t('survey.noFindings')}</p> : null}
      <ul className="findings">
        {report.findings.map((finding) => (
          <li key={`${finding.code} ${finding.sentence}`}>
            <span className={CHIP[finding.severity]}>{t(`survey.severity.${finding.severity}`)}</span>{' '}
            <span className="small">{finding.sentence}</span>
            <ShowAddresses ids={finding.addressIds} />
          </li>
        ))}
      </ul>
      <h5>
        {t('survey.promises', { count: promises.addresses, formatted: formatNumber(promises.addresses) })}
      </h5>
      {promises.addresses === 0 ? null : (
        <>
          <SupplyTable supply={promises.speeds} title={t('survey.promised')} />
          <table className="figures">
            <tbody>
              <Figure name={t('survey.counting')} value={promises.counting} isStrong />
              <Figure name={t('survey.binding')} value={promises.binding} />
              <Figure name={t('survey.milestones')} value={promises.withMilestones} />
              {promises.byYear.map(({ year, addresses }) => (
                <Figure
                  key={year ?? 'none'}
                  name={year === null ? t('survey.noDay') : t('survey.byEndOf', { year })}
                  value={addresses}
                />
              ))}
              {promises.verdicts
                .filter(({ verdict }) => verdict !== 'counts')
                .map(({ verdict, addresses }) => (
                  <Figure
                    key={verdict}
                    name={t('survey.countsNot', {
                      why: verdict === 'counts' ? '' : FINDINGS[verdict][language],
                    })}
                    value={addresses}
                  />
                ))}
            </tbody>
          </table>
          {promises.firstDay && promises.lastDay ? (
            <p className="small muted">
              {t('survey.days', { first: formatDate(promises.firstDay), last: formatDate(promises.lastDay) })}
            </p>
          ) : null}
        </>
      )}
      <h5>{t('survey.existing', { count: report.addresses, formatted: formatNumber(report.addresses) })}</h5>
      <SupplyTable supply={report.existing} title={t('survey.claimed')} />
      <AnswerDetails report={report} />
    </>
  );
}

/** Addresses of each bucket of the ledger without and with the answer. */
export function EffectTable({ effect }: { readonly effect: LedgerEffect }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const { before, after, moves } = effect;
  return (
    <>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t('survey.bucket')}</th>
            <th scope="col">{t('survey.without')}</th>
            <th scope="col">{t('survey.with')}</th>
          </tr>
        </thead>
        <tbody>
          {LEDGER_BUCKETS.filter((bucket) => before[bucket] || after[bucket]).map((bucket) => (
            <tr key={bucket} className={before[bucket] === after[bucket] ? '' : 'changed'}>
              <th scope="row">{LEDGER_WORDINGS[bucket][language]}</th>
              <td>{formatNumber(before[bucket] ?? 0)}</td>
              <td>{formatNumber(after[bucket] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {moves.length === 0 ? <p className="small muted">{t('survey.noMoves')}</p> : null}
      {moves.map((move) => (
        <p key={`${move.from} ${move.to}`} className="small">
          {t('survey.move', {
            count: move.addresses,
            formatted: formatNumber(move.addresses),
            homes: formatNumber(move.households),
            from: LEDGER_WORDINGS[move.from][language],
            to: LEDGER_WORDINGS[move.to][language],
          })}
        </p>
      ))}
    </>
  );
}

function SupplyTable({
  supply,
  title,
}: {
  readonly supply: readonly ClaimedSupply[];
  readonly title: string;
}) {
  const { t, i18n } = useTranslation();
  if (supply.length === 0) return <p className="small muted">{t('survey.nothing')}</p>;
  const shown = supply.slice(0, 12);
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">Mbit/s</th>
          <th scope="col">{t('survey.addresses')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((one) => (
          <tr key={`${one.technology} ${one.downMbit} ${one.upMbit}`}>
            <th scope="row">{technologyText(one.technology, i18n.language as Language)}</th>
            <td>
              {formatSpeed(one.downMbit)} / {formatSpeed(one.upMbit)}
            </td>
            <td>{formatNumber(one.addresses)}</td>
          </tr>
        ))}
        {supply.length > shown.length ? (
          <tr>
            <th scope="row" colSpan={3} className="muted">
              {t('survey.moreSpeeds', { count: supply.length - shown.length })}
            </th>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

function Figure({
  name,
  value,
  isStrong = false,
}: {
  readonly name: string;
  readonly value: number;
  readonly isStrong?: boolean;
}) {
  return (
    <tr className={isStrong ? 'changed' : ''}>
      <th scope="row">{name}</th>
      <td>{formatNumber(value)}</td>
    </tr>
  );
}
