import { readFileSync } from 'node:fs';
import { lonLatToUtm32 } from '../../core/geo/utm.ts';
import { launchBrowser } from '../../tests/fixtures/browser.ts';

/**
 * A plan as a picture, from the file that `network --out` writes:
 * `node docs/images/draw-plan.ts <plan.geojson> <streets.geojson> <picture.png>`. The width of a trench grows with the homes
 * behind it.
 */
interface Feature {
  readonly properties: { readonly kind?: string; readonly homes?: number };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}
type Position = [number, number];

const [planPath, streetsPath, picturePath] = process.argv.slice(2);
if (!picturePath)
  throw new Error('Usage: node docs/images/draw-plan.ts <plan.geojson> <streets.geojson> <picture.png>');
const [WIDTH, HEIGHT, MARGIN] = [1440, 1120, 40];

const read = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] }).features;
const metric = (at: Position): Position => lonLatToUtm32(at[0], at[1]);
const linesOf = ({ geometry }: Feature): Position[][] => {
  if (geometry.type === 'LineString') return [(geometry.coordinates as Position[]).map(metric)];
  if (geometry.type === 'MultiLineString')
    return (geometry.coordinates as Position[][]).map((l) => l.map(metric));
  return [];
};
const plan = read(planPath!);
const ofKind = (...kinds: string[]) => plan.filter(({ properties }) => kinds.includes(properties.kind ?? ''));
const trenches = ofKind('trench', 'crossing', 'joint-trench', 'existing-duct');
const places = trenches.flatMap(linesOf).flat();
const [west, east] = [Math.min(...places.map((p) => p[0])), Math.max(...places.map((p) => p[0]))];
const [south, north] = [Math.min(...places.map((p) => p[1])), Math.max(...places.map((p) => p[1]))];
const scale = Math.min((WIDTH - 2 * MARGIN) / (east - west), (HEIGHT - 2 * MARGIN) / (north - south));
const x = (eastM: number) => (WIDTH + (2 * eastM - west - east) * scale) / 2;
const y = (northM: number) => (HEIGHT - (2 * northM - south - north) * scale) / 2;
const path = (line: Position[]) =>
  line.map(([e, n], i) => `${i === 0 ? 'M' : 'L'}${x(e).toFixed(1)} ${y(n).toFixed(1)}`).join('');

const streets = read(streetsPath!).flatMap(linesOf).map(path).join('');
const drawn = [...trenches]
  .sort((a, b) => (a.properties.homes ?? 0) - (b.properties.homes ?? 0))
  .map((trench) => {
    const width = 1.1 + 1.4 * Math.log10(1 + (trench.properties.homes ?? 0) / 100);
    return `<path d="${linesOf(trench).map(path).join('')}" stroke="#b3401f" stroke-width="${width.toFixed(2)}"/>`;
  });
const drops = ofKind('drop').flatMap(linesOf).map(path).join('');
const dots = ofKind('distribution-point').map(({ geometry }) => {
  const [e, n] = metric(geometry.coordinates as Position);
  return `<circle cx="${x(e).toFixed(1)}" cy="${y(n).toFixed(1)}" r="2.6"/>`;
});
const pops = ofKind('pop').map(({ geometry }) => {
  const [e, n] = metric(geometry.coordinates as Position);
  return `<rect x="${x(e) - 8}" y="${y(n) - 8}" width="16" height="16"/>`;
});
const kilometre = 1000 * scale;
const html = `<body style="margin:0"><svg width="${WIDTH}" height="${HEIGHT}" fill="none" stroke-linecap="round"
  font-family="sans-serif" font-size="15" style="background:#fbfaf7">
  <path d="${streets}" stroke="#d5d2ca" stroke-width=".8"/>
  ${drawn.join('')}
  <path d="${drops}" stroke="#4b6b8a" stroke-width=".9"/>
  <g fill="#1d4e79" stroke="#fff" stroke-width=".7">${dots.join('')}</g>
  <g fill="#111" stroke="#fff" stroke-width="2">${pops.join('')}</g>
  <g transform="translate(${WIDTH - 388} ${HEIGHT - 128})">
    <rect width="360" height="102" rx="6" fill="#fff" fill-opacity=".92" stroke="#d5d2ca"/>
    <g fill="#222"><text x="60" y="27">trench, wider with the homes behind it</text>
      <text x="60" y="49">distribution point</text><text x="60" y="71">proposed or given POP</text>
      <text x="${22 + kilometre > 190 ? 230 : 32 + kilometre}" y="92">1 km</text></g>
    <path d="M18 22H48" stroke="#b3401f" stroke-width="4"/>
    <circle cx="33" cy="44" r="4" fill="#1d4e79"/><rect x="25" y="58" width="16" height="16" fill="#111"/>
    <path d="M18 88H${18 + kilometre}" stroke="#222" stroke-width="2"/>
  </g></svg>`;
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
await page.setContent(html);
await page.screenshot({ path: picturePath });
await browser.close();
console.log(
  `${trenches.length} trenches, ${dots.length} distribution points, ${pops.length} POP: ${picturePath}`,
);
