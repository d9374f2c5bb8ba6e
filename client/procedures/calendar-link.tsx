import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';

/** Days and reminders for a calendar program. */
export function CalendarLink({ href }: { readonly href: string }) {
  const { t } = useTranslation();
  return (
    <a className="button small calendar-link" href={href} download>
      <Icon name="download" /> {t('procedures.calendar')}
    </a>
  );
}
