/** Part of the small city of the tests: West, with three addresses, as an outline in EPSG:4326. */
export const WEST = {
  name: 'West',
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [9.7302, 52.3486],
        [9.7436, 52.3486],
        [9.7436, 52.3562],
        [9.7302, 52.3562],
        [9.7302, 52.3486],
      ],
    ],
  },
};

export const GAP_INPUTS = {
  premises: 3,
  dwellings: 7,
  years: 7,
  discount: 0.04,
  trench: [
    { surface: 'asphalt', m: 2000, eur_m: 120 },
    { surface: 'unversiegelt', m: 800, eur_m: 60 },
  ],
  duct_fibre_eur_m: 8,
  feeder_m: 500,
  feeder_eur_m: 90,
  pop: { n: 1, eur: 40000 },
  nvt: { homes_per: 96, eur: 3500 },
  drop: { avg_m: 12, eur_m: 45, entry_eur: 350, share_connected_at_build: 0.6 },
  ont_eur: 120,
  planning_pct: 0.08,
  contingency_pct: 0.05,
  takeup: [0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.5],
  arpu_net_eur_month: 38,
  new_revenue_share: 0.8,
  opex_line_eur_month: 9,
  opex_home_passed_eur_year: 12,
  opex_fixed_pct_of_passive: 0.01,
};

/** An application in the form of a file. */
export function sampleApplication(change: object = {}, inputs: object = {}) {
  return {
    name: 'Lückenschluss West',
    applicant: 'Stadt Musterstadt',
    land: 'Niedersachsen',
    rules: 'gigabit-rl-2025',
    areas: [WEST],
    inputs: {
      onDate: '2025-06-01',
      landRules: 'land-niedersachsen-graue-flecken-2024',
      gap: GAP_INPUTS,
      facts: { synergyMet: false, inhabitants: 5400, areaKm2: 2, municipalities: 1 },
      ...inputs,
    },
    ...change,
  };
}
