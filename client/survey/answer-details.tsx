import { useTranslation } from 'react-i18next';
import type { AnswerReport } from '#core/survey/desk.ts';
import { formatNumber } from '../i18n/format.ts';
import { ShowAddresses } from './show-addresses.tsx';

/** Remarks that are shown at once. */
const SHOWN = 10;

/** What an answer says beside speeds and days: how far its lines reach, and its remarks. Nothing where it says neither. */
export function AnswerDetails({ report }: { readonly report: Omit<AnswerReport, 'findings'> }) {
  const { t } = useTranslation();
  const { homes, remarks, moreRemarks } = report;
  const shown = remarks.slice(0, SHOWN);
  const rest = remarks.length - shown.length + moreRemarks;
  const reach = [
    ['survey.connected', homes.connected],
    ['survey.passed', homes.passed],
    ['survey.homesUnknown', homes.unknown],
  ] as const;
  return (
    <>
      {homes.connected + homes.passed > 0 ? (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t('survey.homes')}</th>
              <th scope="col">{t('survey.addresses')}</th>
            </tr>
          </thead>
          <tbody>
            {reach
              .filter(([, count]) => count > 0)
              .map(([name, count]) => (
                <tr key={name}>
                  <th scope="row">{t(name)}</th>
                  <td>{formatNumber(count)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      ) : null}
      {shown.length > 0 ? <h5>{t('survey.remarks')}</h5> : null}
      <ul className="findings">
        {shown.map(({ text, addressIds }) => (
          <li key={text}>
            <span className="small">{text}</span>{' '}
            <span className="small muted">
              {t('survey.atAddresses', {
                count: addressIds.length,
                formatted: formatNumber(addressIds.length),
              })}
            </span>
            <ShowAddresses ids={addressIds} />
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <p className="small muted">
          {t('survey.moreRemarks', { count: rest, formatted: formatNumber(rest) })}
        </p>
      ) : null}
    </>
  );
}
