import { useTranslation } from 'react-i18next';
import type { TargetVerdict } from '#core/needs/assess-need.ts';
import { formatNumber, formatPercent } from '../i18n/format.ts';
import { Swatch } from '../layers/swatch.tsx';
import { targetLook } from '../map/needs-look.ts';
import { useTheme } from '../state/theme.ts';

const ORDER: readonly TargetVerdict[] = ['reached', 'planned', 'below', 'unknown'];

export function TargetSwatch({ target }: { readonly target: TargetVerdict }) {
  const theme = useTheme((state) => state.theme);
  return <Swatch {...targetLook(target, theme)} />;
}

/** How far the places are to the target: a bar and its figures, which add up to all of them. */
export function NeedsProgress({ target }: { readonly target: Readonly<Record<TargetVerdict, number>> }) {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const total = ORDER.reduce((sum, name) => sum + target[name], 0);
  const shown = ORDER.filter((name) => target[name] > 0);
  return (
    <div className="stack">
      <div className="ledger-bar" aria-hidden="true">
        {shown.map((name) => (
          <span key={name} style={{ flexGrow: target[name], background: targetLook(name, theme).colour }} />
        ))}
      </div>
      <ul className="legend">
        {shown.map((name) => (
          <li key={name}>
            <TargetSwatch target={name} />
            <span>{t(`needs.targets.${name}`)}</span>
            <span className="legend-count">
              {formatNumber(target[name])}{' '}
              <small className="muted">{formatPercent(target[name] / total)}</small>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
