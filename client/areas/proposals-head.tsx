import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { useAnalysis } from '../state/analysis.ts';
import { Icon } from '../ui/icon.tsx';

/**
 * Heading of the proposals. What rules and sliders lead to is the result of the panel: as long as the list lies below
 * what is in sight, its heading stays at the lower edge and leads there.
 */
export function ProposalsHead() {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const proposals = useAnalysis((state) => state.proposals);
  const households = proposals?.totals.households ?? 0;
  return (
    <h3 className="proposals-head" ref={heading}>
      <Button
        className="proposals-jump"
        onPress={() => heading.current?.nextElementSibling?.scrollIntoView({ block: 'end' })}
      >
        <span>
          {t('proposals.title')}{' '}
          {proposals ? <span className="muted">{formatNumber(proposals.areas.length)}</span> : null}
        </span>
        {proposals && proposals.areas.length > 0 ? (
          <span className="small muted">
            {t('proposals.households', { count: households, formatted: formatNumber(households) })}
          </span>
        ) : null}
        <Icon name="chevron" />
      </Button>
    </h3>
  );
}
