import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { Application } from './application.ts';
import { formatEuro } from './format-euro.ts';
import { usePlan } from './plan-query.ts';
import type { ScoreAnswer } from './score-query.ts';

interface Props {
  readonly application: Application;
  readonly score: ScoreAnswer;
}

/** Two other ways beside every verdict: small applications by Stadtteil, and the Region with several Gemeinden. */
export function Alternatives({ application, score }: Props) {
  const { t } = useTranslation();
  const plan = usePlan(application);
  const small = score.alternatives.find(({ id }) => id === 'lueckenschluss-by-district');
  const region = score.alternatives.find(({ id }) => id === 'region-as-applicant');
  const sum = score.money?.eligibleCents ?? null;
  const districts = plan.data?.districts ?? [];
  const all = districts.reduce((total, { eligible }) => total + eligible, 0);
  return (
    <section className="stack">
      <h4>{t('funding.alternatives.title')}</h4>
      {small ? (
        <p className="small">
          {t('funding.alternatives.small', {
            limit: small.limitCents === null ? '–' : formatEuro(small.limitCents),
            call: small.call ?? '–',
          })}{' '}
          {small.applications === null
            ? t('funding.alternatives.noSum')
            : t('funding.alternatives.smallCount', {
                count: small.applications,
                formatted: formatNumber(small.applications),
              })}
        </p>
      ) : null}
      {districts.length > 0 ? (
        <>
          <p className="small muted" id="by-district">
            {t('funding.alternatives.caption')}
          </p>
          <div className="table-scroll">
            <table className="table tight" aria-labelledby="by-district">
              <thead>
                <tr>
                  <th scope="col">{t('funding.alternatives.district')}</th>
                  <th scope="col" className="number">
                    {t('funding.alternatives.inside')}
                  </th>
                  <th scope="col" className="number">
                    {t('funding.alternatives.leftOut')}
                  </th>
                  <th scope="col" className="number">
                    {t('funding.alternatives.sum')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {districts.map(({ name, eligible, leftOut }) => {
                  // By number of addresses: an assumption, said in the caption.
                  const part = sum === null ? null : Math.round((sum * eligible) / all);
                  const fits =
                    part === null || small?.limitCents == null
                      ? 'unknown'
                      : leftOut > 0
                        ? 'incomplete'
                        : part <= small.limitCents
                          ? 'below'
                          : 'above';
                  return (
                    <tr key={name}>
                      <th scope="row">
                        {name}{' '}
                        <span
                          className={`chip below ${fits === 'below' ? 'accent' : fits === 'unknown' ? '' : 'warn'}`}
                        >
                          {t(`funding.alternatives.fits.${fits}`)}
                        </span>
                      </th>
                      <td className="number">{formatNumber(eligible)}</td>
                      <td className="number">{formatNumber(leftOut)}</td>
                      <td className="number">{part === null ? '–' : formatEuro(part)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
      {region ? (
        <p className="small">
          {t('funding.alternatives.region', {
            formatted: formatNumber(region.municipalities ?? 0),
            points: formatNumber(region.morePoints ?? 0),
          })}
        </p>
      ) : null}
    </section>
  );
}
