import type { LegendEntry } from '../map/layer-styles.ts';

/** The sign of a legend line, drawn as the map draws it. */
export function Swatch({ colour, shape, icon }: Pick<LegendEntry, 'colour' | 'shape' | 'icon'>) {
  return (
    <svg className="swatch" viewBox="0 0 18 18" aria-hidden="true">
      {shape === 'dot' ? <circle cx="9" cy="9" r="5" fill={colour} /> : null}
      {shape === 'ring' ? (
        <circle cx="9" cy="9" r="4.5" fill="none" stroke={colour} strokeWidth="2.6" />
      ) : null}
      {shape === 'square' ? <rect x="2" y="2" width="14" height="14" fill={colour} /> : null}
      {shape === 'line' ? <path d="M2 9h14" stroke={colour} strokeWidth="2.4" /> : null}
      {shape === 'dotted' || shape === 'dashed' ? (
        <path
          d="M1 9h16"
          stroke={colour}
          strokeWidth="2.8"
          strokeDasharray={shape === 'dotted' ? '2.8 3.4' : '6.5 3.4'}
        />
      ) : null}
      {shape === 'hatch' ? (
        <g stroke={colour} fill="none">
          <rect x="2" y="2" width="14" height="14" strokeWidth="1.2" />
          <path d="M2 9 9 2M2 16 16 2M9 16l7-7" strokeWidth="1.4" opacity="0.7" />
        </g>
      ) : null}
      {shape === 'icon' && icon === 'schools' ? (
        <path d="M9 1.500 16.500 9 9 16.500 1.500 9Z" fill={colour} />
      ) : null}
      {shape === 'icon' && icon === 'public-buildings' ? (
        <rect x="3" y="3" width="12" height="12" fill={colour} />
      ) : null}
      {shape === 'icon' && icon === 'hotspots' ? <circle cx="9" cy="9" r="7" fill={colour} /> : null}
    </svg>
  );
}
