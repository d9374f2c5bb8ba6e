import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { useMay } from '../state/may.ts';
import { subtractOthers } from './area-actions.ts';
import { usePlan } from './plan-store.ts';

/** That addresses of the area stand in others too, where the ledger counts them once, and the way out. */
export function AreaOverlaps({ areaKey }: { readonly areaKey: string }) {
  const { t } = useTranslation();
  const overlaps = usePlan((state) => state.overlaps[areaKey]);
  const areas = usePlan((state) => state.areas);
  const mayPlan = useMay('plan-areas');
  const shown = (overlaps ?? []).filter((overlap) => areas[overlap.key]);
  if (shown.length === 0) return null;
  return (
    <div className="message warn small">
      {shown.map(({ key, addresses }) => (
        <p key={key}>
          {t('area.overlaps', {
            count: addresses,
            formatted: formatNumber(addresses),
            name: areas[key]!.name,
          })}
        </p>
      ))}
      {mayPlan ? (
        <Button
          className="button small"
          onPress={() =>
            void subtractOthers(
              areaKey,
              shown.map(({ key }) => key),
            )
          }
        >
          {t('area.subtract')}
        </Button>
      ) : null}
    </div>
  );
}
