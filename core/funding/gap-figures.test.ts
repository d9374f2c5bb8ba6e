import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ISSUE_TEXTS } from '../issue-texts.ts';
import { gapFigures } from './gap-figures.ts';
import type { GapInputs } from './gap-inputs.ts';
import { tornado } from './sensitivity.ts';
import { viabilityGap } from './viability-gap.ts';

const INPUTS: GapInputs = {
  premises: 100,
  dwellings: 120,
  years: 7,
  discount: 0.05,
  trench: [{ surface: 'paving', m: 1000, eur_m: 110 }],
  duct_fibre_eur_m: 12,
  feeder_m: 100,
  feeder_eur_m: 60,
  pop: { n: 1, eur: 20_000 },
  nvt: { homes_per: 96, eur: 9000 },
  drop: { avg_m: 11, eur_m: 55, entry_eur: 650, share_connected_at_build: 0.6 },
  ont_eur: 120,
  planning_pct: 0.12,
  contingency_pct: 0.05,
  takeup: [0.15, 0.25, 0.32, 0.37, 0.4, 0.42, 0.43],
  arpu_net_eur_month: 34,
  new_revenue_share: 1,
  opex_line_eur_month: 7.5,
  opex_home_passed_eur_year: 18,
  opex_fixed_pct_of_passive: 0.005,
};

describe('figures of the gap', () => {
  const figures = gapFigures(INPUTS, viabilityGap(INPUTS));

  it('add up from the inputs they name', () => {
    const sum = (amounts: Record<string, number | string>) =>
      Object.values(amounts).reduce<number>((total, amount) => total + Number(amount), 0);
    expect(sum(figures.passive.inputs)).toBe(figures.passive.valueCents);
    expect(sum(figures.capex.inputs)).toBe(figures.capex.valueCents);
    expect(sum(figures.gap.inputs) - 2 * figures.revenuePv.valueCents).toBe(figures.gap.valueCents);
    for (const figure of Object.values(figures)) expect(figure.source).not.toBe('');
  });
});

describe('tornado', () => {
  it('puts the widest bar first, in the direction each input works', () => {
    const bars = tornado(INPUTS);
    const swings = bars.map((bar) => bar.swingCents);
    expect(swings).toEqual([...swings].sort((a, b) => b - a));
    const bar = (input: string) => bars.find((candidate) => candidate.input === input)!;
    expect(bar('trenchPrice').gapAtHighCents).toBeGreaterThan(bar('trenchPrice').gapAtLowCents);
    expect(bar('arpu').gapAtHighCents).toBeLessThan(bar('arpu').gapAtLowCents);
    expect(tornado(INPUTS, { arpu: [1, 1] }).find(({ input }) => input === 'arpu')!.swingCents).toBe(0);
  });
});

describe('sentences', () => {
  it('exist for every issue code that funding and WLAN give', () => {
    const codes = ['.', '../wlan'].flatMap((folder) => {
      const at = new URL(`${folder}/`, import.meta.url);
      return readdirSync(at)
        .filter((file) => file.endsWith('.ts') && !file.includes('.test.') && file !== 'issue-texts.ts')
        .flatMap((file) => {
          const source = readFileSync(new URL(file, at), 'utf8');
          return [...source.matchAll(/(?:code: |(?:issue|reason|forbidden)\(\s*)'([a-z-]+)'/g)].map(
            (m) => m[1]!,
          );
        });
    });
    expect(codes.length).toBeGreaterThan(25);
    expect([...new Set(codes)].filter((code) => !(code in ISSUE_TEXTS))).toEqual([]);
  });
});
