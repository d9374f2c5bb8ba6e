import { useTranslation } from 'react-i18next';
import { useSession } from '../state/queries.ts';

/** From which number on the public is told a count, and what happens to the rest. */
export function FloorNote() {
  const { t } = useTranslation();
  const floor = useSession().data?.publicCountFloor;
  if (floor === undefined || floor <= 1) return null;
  return <p className="small muted">{t('privacy.floor', { floor })}</p>;
}
