import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EdgeKind, PlanEdge } from '#core/network/plan.ts';
import { formatLength, formatNumber } from '../i18n/format.ts';
import {
  DIFFERENCE_LOOK,
  KIND_DASH,
  SURFACE_GROUPS,
  surfaceColour,
  surfaceGroup,
} from '../map/network-look.ts';
import { paletteOf } from '../map/palette.ts';
import { useTheme } from '../state/theme.ts';
import { useNetwork } from './network-store.ts';

/** What the lines and signs mean: only what is drawn, made of the same looks as the map, with its length. */
export function NetworkLegend() {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const plan = useNetwork((state) => state.plan);
  const wishes = useNetwork((state) => state.wishes);
  const c = paletteOf(theme);
  if (!plan) return null;
  const lengthOf = (test: (edge: PlanEdge) => boolean) =>
    plan.edges.reduce((sum, edge) => sum + (test(edge) ? edge.lengthM : 0), 0);
  const kinds = (Object.keys(KIND_DASH) as EdgeKind[]).filter(
    (kind) => kind !== 'trench' && plan.edges.some((edge) => edge.kind === kind),
  );
  const groupOf = (kind: EdgeKind) =>
    surfaceGroup(plan.edges.find((edge) => edge.kind === kind)?.surface ?? '');
  const given = Object.values(wishes);
  const danger = theme === 'dark' ? '#ff9a92' : '#a3262a';
  return (
    <ul className="legend network-legend" aria-label={t('network.legend.title')}>
      {SURFACE_GROUPS.map((group) => ({
        group,
        // What is no trench of its own has a line of its own below: each metre is told once.
        m: lengthOf(({ surface, kind }) => kind === 'trench' && surfaceGroup(surface) === group),
      }))
        .filter(({ m }) => m > 0)
        .map(({ group, m }) => (
          <Line key={group} colour={surfaceColour(group, theme)} value={formatLength(m)}>
            {t(`network.legend.${group}`)}
          </Line>
        ))}
      {kinds.map((kind) => (
        <Line
          key={kind}
          colour={surfaceColour(groupOf(kind), theme)}
          dash={KIND_DASH[kind]}
          value={formatLength(lengthOf((edge) => edge.kind === kind))}
        >
          {t(`network.kind.${kind}`)}
        </Line>
      ))}
      <Line colour={surfaceColour('other', theme)} thin value={formatLength(plan.dropM)}>
        {t('network.legend.drop')}
      </Line>
      {(['locked', 'preferred', 'forbidden'] as const)
        .filter((wish) => given.includes(wish))
        .map((wish) => (
          <Line
            key={wish}
            colour={wish === 'forbidden' ? danger : c.selection}
            dash={wish === 'forbidden' ? [0.6, 1.1] : wish === 'preferred' ? [2.4, 1] : null}
            value={formatNumber(given.filter((one) => one === wish).length)}
          >
            {t(`network.legend.${wish}`)}
          </Line>
        ))}
      <Sign
        fill={c.labelHalo}
        stroke={c.selection}
        radius={4.5}
        value={formatNumber(plan.distributionPoints.length)}
      >
        {t('network.distributionPoint')}
      </Sign>
      <Sign
        fill={plan.pops.some(({ given: is }) => is) ? c.selection : c.labelHalo}
        stroke={plan.pops.some(({ given: is }) => is) ? c.labelHalo : c.selection}
        radius={6.5}
        value={formatNumber(plan.pops.length)}
      >
        {t(plan.pops.some(({ given: is }) => is) ? 'network.legend.pop' : 'network.legend.popProposed')}
      </Sign>
      <li>
        <span />
        <span className="muted">{t('network.legend.width')}</span>
      </li>
    </ul>
  );
}

/** Which of the two plans has a line. */
export function DifferenceLegend({ a, b }: { readonly a: string; readonly b: string }) {
  const { t } = useTranslation();
  const look = DIFFERENCE_LOOK[useTheme((state) => state.theme)];
  return (
    <ul className="legend">
      <Line colour={look.both}>{t('network.compare.both')}</Line>
      <Line colour={look.a}>{t('network.compare.only', { name: a })}</Line>
      <Line colour={look.b}>{t('network.compare.only', { name: b })}</Line>
    </ul>
  );
}

/** The colour in which a plan made elsewhere is drawn. */
export function ImportedLegend({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const look = DIFFERENCE_LOOK[useTheme((state) => state.theme)];
  return (
    <ul className="legend">
      <Line colour={look.b}>{t('network.shownImport', { name })}</Line>
    </ul>
  );
}

function Line(props: {
  readonly colour: string;
  readonly dash?: readonly number[] | null;
  readonly thin?: boolean;
  readonly value?: string;
  readonly children: ReactNode;
}) {
  const width = props.thin ? 1.4 : 3.4;
  return (
    <li>
      <svg className="swatch" viewBox="0 0 18 18" aria-hidden="true">
        <path
          d="M1 9h16"
          stroke={props.colour}
          strokeWidth={width}
          strokeDasharray={props.dash ? props.dash.map((part) => part * width).join(' ') : undefined}
        />
      </svg>
      <span>{props.children}</span>
      <span className="legend-count">{props.value}</span>
    </li>
  );
}

function Sign(props: {
  readonly fill: string;
  readonly stroke: string;
  readonly radius: number;
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <svg className="swatch" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r={props.radius} fill={props.fill} stroke={props.stroke} strokeWidth="2.2" />
      </svg>
      <span>{props.children}</span>
      <span className="legend-count">{props.value}</span>
    </li>
  );
}
