import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { today } from '../state/analysis.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Empty, Failed } from '../ui/state-message.tsx';
import { Editing } from './editing.tsx';
import { formatEuro } from './format-euro.ts';
import { type FiledInvoice, type Grant, payInvoice, removeInvoice } from './grant-query.ts';
import { InvoiceForm } from './invoice-form.tsx';

interface Props {
  readonly application: string;
  readonly invoices: readonly FiledInvoice[];
  readonly onChanged: (grant: Grant) => void;
}

const PAGE = 100;

/** Invoices, newest first; each can be marked as paid today, or taken out. */
export function InvoiceList({ application, invoices, onChanged }: Props) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [count, setCount] = useState(PAGE);
  const change = useMutation({
    mutationFn: ({ id, what }: { id: number; what: 'pay' | 'unpay' | 'remove' }) =>
      what === 'remove'
        ? removeInvoice(application, id)
        : payInvoice(application, id, what === 'pay' ? today() : null),
    onSuccess: onChanged,
  });
  return (
    <section className="stack">
      <div className="row between">
        <h4>{t('funding.invoice.title', { formatted: formatNumber(invoices.length) })}</h4>
        {adding ? null : (
          <Editing>
            <Button className="button small" onPress={() => setAdding(true)}>
              {t('funding.invoice.add')}
            </Button>
          </Editing>
        )}
      </div>
      {adding ? (
        <InvoiceForm application={application} onChanged={onChanged} onClose={() => setAdding(false)} />
      ) : null}
      {change.isError ? <Failed error={change.error} /> : null}
      {invoices.length === 0 ? (
        <Empty>{t('funding.invoice.empty')}</Empty>
      ) : (
        <ul className="application-list">
          {[...invoices]
            .reverse()
            .slice(0, count)
            .map((invoice) => (
              <li key={invoice.id} className="application-row">
                <div className="invoice-text">
                  <strong>
                    {invoice.supplier} {invoice.number}
                  </strong>
                  <span className="small muted">
                    {t(`funding.figure.${invoice.position}`)} · {formatDate(invoice.invoiceDate)} ·{' '}
                    {invoice.paidOn
                      ? t('funding.invoice.paidOn', { date: formatDate(invoice.paidOn) })
                      : t('funding.invoice.unpaid')}
                    {invoice.eligibleCents === invoice.netCents
                      ? ''
                      : ` · ${t('funding.invoice.eligibleOf', { sum: formatEuro(invoice.eligibleCents) })}`}
                  </span>
                </div>
                <span className="number">{formatEuro(invoice.netCents)}</span>
                <Editing>
                  <div className="row">
                    <Button
                      className="button small"
                      isDisabled={change.isPending}
                      onPress={() =>
                        change.mutate({ id: invoice.id, what: invoice.paidOn ? 'unpay' : 'pay' })
                      }
                    >
                      {t(invoice.paidOn ? 'funding.invoice.unpay' : 'funding.invoice.pay')}
                    </Button>
                    <IconButton
                      icon="trash"
                      small
                      label={t('funding.invoice.remove', { number: invoice.number })}
                      onPress={() => change.mutate({ id: invoice.id, what: 'remove' })}
                    />
                  </div>
                </Editing>
              </li>
            ))}
        </ul>
      )}
      {invoices.length > count ? (
        <Button className="button small" onPress={() => setCount(count + PAGE)}>
          {t('funding.invoice.more', { formatted: formatNumber(invoices.length - count) })}
        </Button>
      ) : null}
    </section>
  );
}
