import { useTranslation } from 'react-i18next';
import { useSession } from '../state/queries.ts';

/** Populations of districts are told in multiples of this many floors (migration 0020). */
const FLOORS_A_STEP = 20;

/** From which number on the public is told a count of cells, how those of districts are rounded, and what happens to the rest. */
export function FloorNote({ cells = false, districts = false }: { cells?: boolean; districts?: boolean }) {
  const { t } = useTranslation();
  const floor = useSession().data?.publicCountFloor;
  if (floor === undefined || floor <= 1) return null;
  const sentences = [
    ...(cells ? [t('privacy.floor', { floor })] : []),
    ...(districts ? [t('privacy.rounded', { round: floor * FLOORS_A_STEP })] : []),
  ];
  return <p className="small muted">{sentences.join(' ')}</p>;
}
