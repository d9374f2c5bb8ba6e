type Saying = readonly [pattern: RegExp, en: string, de: string];

/** Fields of a request for a plan as people call them; `$1` is a number counted from 1. */
const FIELDS: readonly Saying[] = [
  [/^rules\.fibresPerHome$/, 'Fibres per dwelling', 'Fasern je Wohnung'],
  [/^rules\.fibreReserve$/, 'Reserve of fibres', 'Reserve an Fasern'],
  [/^rules\.splitterPorts$/, 'Dwellings per splitter', 'Wohnungen je Splitter'],
  [/^rules\.homesPerDistributionPoint$/, 'Dwellings per cabinet', 'Wohnungen je Verteiler'],
  [/^rules\.tubeReserve$/, 'Reserve of tubes', 'Reserve an Rohren'],
  [/^rules\.cableSlack$/, 'Slack of cables', 'Zuschlag auf Kabellängen'],
  [/^rules\.dropTubeMaxFibres$/, 'Most fibres of a drop tube', 'Fasern höchstens je Anschlussrohr'],
  [/^rules\.maxDropWayM$/, 'Longest way from cabinet to house', 'Weg höchstens vom Verteiler zum Haus'],
  [/^rules\.maxReachM$/, 'Reach from the feeding point', 'Reichweite ab Einspeisepunkt'],
  [/^rules\.topology$/, 'Topology', 'Aufbau'],
  [/^rules\.cableFibres$/, 'Sizes of cables', 'Kabelgrößen'],
  [/^rules\.ducts$/, 'Catalogue of ducts', 'Rohrkatalog'],
  [/^rules\.ducts #(\d+) item$/, 'Catalogue of ducts, entry $1', 'Rohrkatalog, Eintrag $1'],
  [/^phases\.firstYear$/, 'First year', 'Erstes Jahr'],
  [/^phases\.years$/, 'Years of building', 'Baujahre'],
  [/^phases\.budgetCentsPerYear$/, 'Budget a year, in cents', 'Budget im Jahr, in Cent'],
  [/^maxDropM$/, 'Longest drop', 'Hausanschluss höchstens'],
  [/^preferredDiscount$/, 'Discount of preferred edges', 'Nachlass bevorzugter Kanten'],
  [/^targets #(\d+) homes$/, 'Building $1, dwellings', 'Gebäude $1, Wohnungen'],
  [/^targets #(\d+) eastingM$/, 'Building $1, easting', 'Gebäude $1, Ostwert'],
  [/^targets #(\d+) northingM$/, 'Building $1, northing', 'Gebäude $1, Nordwert'],
  [/^pops #(\d+) eastingM$/, 'Feeding point $1, easting', 'Einspeisepunkt $1, Ostwert'],
  [/^pops #(\d+) northingM$/, 'Feeding point $1, northing', 'Einspeisepunkt $1, Nordwert'],
];

/** `pops[0].eastingM`, as programs write it, in words; what is not known here stays as it is. */
export function networkFieldText(where: string, language: 'de' | 'en'): string {
  const counted = where.replace(/\[(\d+)\]\.?/, (_, index: string) => ` #${Number(index) + 1} `).trim();
  const found = FIELDS.find(([pattern]) => pattern.test(counted));
  return found ? counted.replace(found[0], language === 'de' ? found[2] : found[1]) : where;
}
