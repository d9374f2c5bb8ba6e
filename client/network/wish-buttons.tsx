import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatEuro } from '../i18n/format.ts';
import { type HistoryStep, useNetwork } from './network-store.ts';
import { wishEdge } from './run-plan.ts';
import { WISHES, type Wish, wishOf } from './wishes.ts';

const KEYS: Readonly<Record<Wish, string>> = { none: '', locked: 'L', preferred: 'P', forbidden: 'X' };

/** What the planner wants of an edge; each press works the plan out anew from the last one. */
export function WishButtons({ edge }: { readonly edge: string }) {
  const { t } = useTranslation();
  const wishes = useNetwork((state) => state.wishes);
  const phase = useNetwork((state) => state.phase);
  const unknown = useNetwork((state) => state.plan?.unknownEdges.includes(edge) ?? false);
  const change = useNetwork((state) => changeBy(state.done.at(-1), edge));
  const wish = wishOf(wishes, edge);
  return (
    <div className="stack">
      <ToggleButtonGroup
        className="wish-buttons"
        aria-label={t('network.wish.label')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[wish]}
        isDisabled={phase === 'solving' || phase === 'loading'}
        onSelectionChange={(keys) => {
          const [next] = [...keys] as Wish[];
          if (next && next !== wish) void wishEdge(edge, next);
        }}
      >
        {WISHES.map((one) => (
          <ToggleButton key={one} id={one} className="button small">
            {t(`network.wish.${one}`)} {KEYS[one] ? <kbd>{KEYS[one]}</kbd> : null}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <p className="small muted" role="status">
        {unknown
          ? t('network.wish.unknown')
          : phase === 'resolving'
            ? t('network.wish.working')
            : t(`network.wish.hint.${wish}`)}{' '}
        {change !== null && phase === 'idle'
          ? t('network.wish.change', { change: formatEuro(change, true) })
          : null}
      </p>
    </div>
  );
}

/** What the last step changed of the expected cost, where it was a wish for this edge. Whole cents. */
function changeBy(step: HistoryStep | undefined, edge: string): number | null {
  if (!step?.before.plan || !step.after.plan) return null;
  if (wishOf(step.before.wishes, edge) === wishOf(step.after.wishes, edge)) return null;
  return step.after.plan.costCents.expected - step.before.plan.costCents.expected;
}
