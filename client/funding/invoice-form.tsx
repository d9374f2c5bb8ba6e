import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { GRANT_POSITIONS, type Invoice } from '#core/funding/proof-of-use.ts';
import { today } from '../state/analysis.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { Failed } from '../ui/state-message.tsx';
import { fileInvoice, type Grant } from './grant-query.ts';
import { EuroInput } from './number-input.tsx';
import { TextInput } from './text-input.tsx';

interface Props {
  readonly application: string;
  readonly onChanged: (grant: Grant) => void;
  readonly onClose: () => void;
}

/** A new invoice; what is eligible of it is the whole until somebody says less. */
export function InvoiceForm({ application, onChanged, onClose }: Props) {
  const { t } = useTranslation();
  const [invoice, setInvoice] = useState<Omit<Invoice, 'netCents' | 'eligibleCents'>>({
    position: 'trenchCivil',
    supplier: '',
    number: '',
    invoiceDate: today(),
    paidOn: null,
  });
  const [net, setNet] = useState<number | null>(null);
  const [eligible, setEligible] = useState<number | null>(null);
  const set = (change: Partial<Invoice>) => setInvoice({ ...invoice, ...change });
  const save = useMutation({
    mutationFn: () =>
      fileInvoice(application, {
        ...invoice,
        netCents: net ?? 0,
        eligibleCents: eligible ?? net ?? 0,
        note: '',
      }),
    onSuccess: (grant) => {
      onChanged(grant);
      onClose();
    },
  });
  return (
    <form
      className="funding-box"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="field-grid">
        <Choice
          label={t('funding.grant.position')}
          value={invoice.position}
          options={GRANT_POSITIONS.map((id) => ({ id, label: t(`funding.figure.${id}`) }))}
          onChange={(position) => set({ position })}
        />
        <TextInput
          label={t('funding.invoice.supplier')}
          value={invoice.supplier}
          onChange={(supplier) => set({ supplier })}
          isRequired
        />
        <TextInput
          label={t('funding.invoice.number')}
          value={invoice.number}
          onChange={(number) => set({ number })}
          isRequired
        />
        <DayField
          label={t('funding.invoice.date')}
          value={invoice.invoiceDate}
          onChange={(invoiceDate) => set({ invoiceDate })}
          remedy={t('rules.badDate')}
        />
        <EuroInput label={t('funding.invoice.net')} value={net} onChange={setNet} />
        <EuroInput label={t('funding.invoice.eligible')} value={eligible ?? net} onChange={setEligible} />
      </div>
      {save.isError ? <Failed error={save.error} /> : null}
      <div className="row">
        <Button className="button primary" type="submit" isDisabled={save.isPending || net === null}>
          {t('funding.save')}
        </Button>
        <Button className="button plain" onPress={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
