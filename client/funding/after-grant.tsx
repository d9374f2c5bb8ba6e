import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { BuildTable } from './build-table.tsx';
import { formatEuro, formatSum } from './format-euro.ts';
import { type Grant, useGrant } from './grant-query.ts';
import { InvoiceList } from './invoice-list.tsx';
import type { SectionProps } from './sections.ts';

/** After the grant: the build of each area, invoices against the plan, and the proof of use. */
export default function AfterGrant({ application }: SectionProps) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const grant = useGrant(application, i18n.language);
  if (grant.isPending) return <Loading text={t('loading')} />;
  if (grant.isError) return <Failed error={grant.error} onRetry={grant.refetch} />;
  const { granted, state, plan, proof } = grant.data;
  const onChanged = (changed: Grant) =>
    client.setQueryData(
      ['application-figures', application.id, 'grant', application.version, i18n.language],
      changed,
    );
  if (!granted) return <Empty>{t('funding.grant.notYet', { state: t(`funding.state.${state}`) })}</Empty>;
  return (
    <div className="stack">
      <BuildTable application={application} grant={grant.data} onChanged={onChanged} />
      {plan && proof ? (
        <>
          <Proof application={application.id} plan={plan} proof={proof} />
          <InvoiceList application={application.id} invoices={grant.data.invoices} onChanged={onChanged} />
        </>
      ) : (
        <p className="message warn">{t('funding.grant.noPositions')}</p>
      )}
    </div>
  );
}

interface ProofProps {
  readonly application: string;
  readonly plan: NonNullable<Grant['plan']>;
  readonly proof: NonNullable<Grant['proof']>;
}

/** Positions of the plan with what was invoiced and paid, and what is left of the grant. */
function Proof({ application, plan, proof }: ProofProps) {
  const { t } = useTranslation();
  const shares = [
    ['eligible', plan.eligibleCents, proof.finalEligibleCents],
    ['federal', plan.federalCents, proof.federalCents],
    ['land', plan.landCents, proof.landCents],
    ['other', plan.otherCents, proof.otherCents],
    ['own', plan.ownCents, proof.ownCents],
  ] as const;
  return (
    <section className="stack">
      <h4>{t('funding.grant.proof')}</h4>
      <p className="small muted">{t('funding.grant.inEuro')}</p>
      <div className="table-scroll">
        <table className="table tight sums">
          <caption className="visually-hidden">{t('funding.grant.positions')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('funding.grant.position')}</th>
              {(['planned', 'invoiced', 'eligible', 'paid', 'left'] as const).map((key) => (
                <th scope="col" key={key} className="number">
                  {t(`funding.grant.column.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {proof.positions.map((use) => (
              <tr key={use.position}>
                <th scope="row">{t(`funding.figure.${use.position}`)}</th>
                <td className="number">{formatSum(use.plannedCents)}</td>
                <td className="number">{formatSum(use.invoicedCents)}</td>
                <td className="number">{formatSum(use.eligibleCents)}</td>
                <td className="number">{formatSum(use.paidCents)}</td>
                <td className={`number${use.leftCents < 0 ? ' over' : ''}`}>{formatSum(use.leftCents)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('funding.grant.sum')}</th>
              <td className="number">{formatSum(proof.plannedCents)}</td>
              <td className="number">{formatSum(proof.invoicedCents)}</td>
              <td className="number">{formatSum(proof.eligibleInvoicedCents)}</td>
              <td className="number">{formatSum(proof.paidCents)}</td>
              <td className="number">{formatSum(proof.plannedCents - proof.eligibleInvoicedCents)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="table-scroll">
        <table className="table tight">
          <caption className="visually-hidden">{t('funding.shares.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('funding.shares.title')}</th>
              <th scope="col" className="number">
                {t('funding.grant.granted')}
              </th>
              <th scope="col" className="number">
                {t('funding.grant.after')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shares.map(([key, granted, after]) => (
              <tr key={key}>
                <th scope="row">{t(`funding.figure.${key}`)}</th>
                <td className="number">{formatEuro(granted)}</td>
                <td className="number">{formatEuro(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small chip-line warn">{t('funding.grant.assumption')}</p>
      {proof.issues.length > 0 ? (
        <ul className="notes small">
          {proof.issues.map((issue) => (
            <li key={`${issue.code} ${issue.where}`}>{issue.message}</li>
          ))}
        </ul>
      ) : null}
      <div>
        <Link className="button" href={`/api/applications/${application}/proof-of-use.xlsx`} download>
          <Icon name="download" /> {t('funding.grant.workbook')}
        </Link>
      </div>
    </section>
  );
}
