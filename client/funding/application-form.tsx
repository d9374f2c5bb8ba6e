import { useTranslation } from 'react-i18next';
import { Facts } from '../cards/card.tsx';
import { formatDate, formatNumber } from '../i18n/format.ts';
import type { SectionProps } from './sections.ts';

/** What the application consists of. */
export default function ApplicationForm({ application }: SectionProps) {
  const { t } = useTranslation();
  return (
    <Facts
      rows={[
        [t('funding.applicant'), application.applicant],
        [t('rules.label'), application.rules],
        [t('funding.onDate'), formatDate(application.inputs.onDate)],
        [t('funding.areas'), formatNumber(application.areas.length)],
      ]}
    />
  );
}
