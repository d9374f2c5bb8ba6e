import { numberText } from '#core/dossier/document-block.ts';
import type { DossierAddress, DossierArea } from '#core/dossier/dossier-model.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import type { MapContext } from './map-context.ts';
import { FRAME, type MapView, touches, viewOf } from './map-view.ts';
import { openPdf, type Pdf } from './pdf-document.ts';

/** What the maps show; the model of a dossier is one. */
export interface MapSubject {
  readonly name: string;
  readonly applicant: string;
  readonly onDate: string;
  readonly srid: number;
  /** Null draws all addresses alike: the map is for operators, and eligibility tells of others' networks. */
  readonly ruleSet: { readonly id: string } | null;
  readonly areas: readonly DossierArea[];
  readonly addresses: readonly Pick<DossierAddress, 'eastingM' | 'northingM' | 'eligible'>[];
}

/** The area maps as vector PDF: an overview, then a page for each area. Straight from the coordinates, no picture. */
export function mapPdf(model: MapSubject, context: MapContext): Promise<Uint8Array> {
  const { pdf, bytes } = openPdf({
    title: `Gebietskarten ${model.name}`,
    author: model.applicant,
    day: model.onDate,
    layout: 'landscape',
  });
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const pages: { title: string; areas: readonly DossierArea[] }[] = [
    { title: `Übersicht: ${model.name}`, areas: model.areas },
    ...(model.areas.length > 1
      ? model.areas.map((area) => ({ title: `Gebiet ${area.id}: ${area.name}`, areas: [area] }))
      : []),
  ];
  pages.forEach((page, i) => {
    if (i > 0)
      pdf.addPage({ size: 'A4', layout: 'landscape', margins: { top: 36, bottom: 20, left: 36, right: 36 } });
    drawPage(pdf, root, model, context, page.title, page.areas);
  });
  root.end();
  pdf.end();
  return bytes;
}

function drawPage(
  pdf: Pdf,
  root: ReturnType<Pdf['struct']>,
  model: MapSubject,
  context: MapContext,
  title: string,
  areas: readonly DossierArea[],
): void {
  pdf.font('bold').fontSize(15);
  pdf.text(title, FRAME.x, 36, {
    width: FRAME.width,
    height: 20,
    ellipsis: true,
    structParent: root,
    structType: 'H1',
  });
  const view = viewOf(areas);
  const counts = areas.reduce(
    (sum, area) => ({ all: sum.all + area.addresses, yes: sum.yes + area.eligible }),
    { all: 0, yes: 0 },
  );
  const share = model.ruleSet ? `, davon ${numberText(counts.yes)} förderfähig` : '';
  const alt = `Karte im Maßstab 1 zu ${view.scale}: ${areas.map(({ name }) => name).join(', ')}; ${numberText(counts.all)} Adressen${share}.`;
  root.add(pdf.struct('Figure', { alt }, () => drawMap(pdf, model, context, view)));
  const note = [
    `Maßstab 1:${numberText(view.scale)} (Ausdruck A4 quer) · ${numberText(counts.all)} Adressen${share}${model.ruleSet ? ` nach ${model.ruleSet.id}` : ''} · EPSG:${model.srid}`,
    context.attribution,
  ].join('\n');
  pdf.font('regular').fontSize(8);
  pdf.text(note, FRAME.x, FRAME.y + FRAME.height + 32, {
    width: FRAME.width,
    height: 34,
    ellipsis: true,
    structParent: root,
    structType: 'P',
  });
}

function drawMap(pdf: Pdf, model: MapSubject, context: MapContext, view: MapView): void {
  pdf.save();
  pdf.rect(FRAME.x, FRAME.y, FRAME.width, FRAME.height).fill('#fbfaf7');
  pdf.rect(FRAME.x, FRAME.y, FRAME.width, FRAME.height).clip();
  const inView = (e: number, n: number) =>
    e >= view.minE && e <= view.maxE && n >= view.minN && n <= view.maxN;
  for (const { polygons } of context.districts) {
    if (!polygons.some(([ring]) => ring && touches(view, ring))) continue;
    ringsPath(pdf, view, polygons);
    pdf.lineWidth(0.9).stroke('#9a7fb0');
  }
  pdf.lineCap('round').lineJoin('round');
  let streets = 0;
  for (const line of context.streets.flatMap(({ lines }) => lines)) {
    if (!touches(view, line)) continue;
    linePath(pdf, view, line);
    streets++;
  }
  if (streets > 0) pdf.lineWidth(Math.min(1.6, Math.max(0.35, 7 * view.pointsPerM))).stroke('#c2c6cc');
  for (const { polygons } of model.areas) {
    if (!polygons.some(([ring]) => ring && touches(view, ring))) continue;
    ringsPath(pdf, view, polygons);
    pdf.fillOpacity(0.14).fill('#0b6e99', 'even-odd').fillOpacity(1);
    ringsPath(pdf, view, polygons);
    pdf.lineWidth(1.4).stroke('#0b6e99');
  }
  const radius = Math.min(2.6, Math.max(0.4, 5 * view.pointsPerM));
  for (const eligible of [false, true]) {
    let drawn = 0;
    for (const address of model.addresses) {
      if (address.eligible !== eligible || !inView(address.eastingM, address.northingM)) continue;
      const [x, y] = view.at(address.eastingM, address.northingM);
      // Shape as well as colour: squares are eligible, circles are not.
      if (eligible) pdf.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      else pdf.circle(x, y, radius);
      drawn++;
    }
    if (drawn > 0) pdf.fill(eligible ? '#b3261e' : '#5f6670');
  }
  labels(pdf, model, view, inView);
  pdf.restore();
  pdf.rect(FRAME.x, FRAME.y, FRAME.width, FRAME.height).lineWidth(0.7).stroke('#30363d');
  legend(pdf, view, model.ruleSet !== null);
}

function labels(
  pdf: Pdf,
  { areas }: MapSubject,
  view: MapView,
  inView: (e: number, n: number) => boolean,
): void {
  pdf.font('bold').fontSize(10);
  for (const { id, polygons } of areas) {
    const ring = polygons[0]?.[0];
    if (!ring) continue;
    const [e, n] = ring.reduce<readonly number[]>((top, at) => (at[1]! > top[1]! ? at : top), ring[0]!) as [
      number,
      number,
    ];
    if (!inView(e, n)) continue;
    const [x, y] = view.at(e, n);
    const text = String(id);
    const width = pdf.widthOfString(text) + 6;
    pdf.roundedRect(x - width / 2, y - 7, width, 14, 3).fillAndStroke('#ffffff', '#0b6e99');
    pdf.fillColor('#0b3f57').text(text, x - width / 2 + 3, y - 6, { lineBreak: false });
  }
}

/** Scale bar, north arrow and what the signs mean, below the frame. */
function legend(pdf: Pdf, view: MapView, withEligibility: boolean): void {
  const y = FRAME.y + FRAME.height + 14;
  const metres =
    [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000].findLast(
      (m) => m * view.pointsPerM <= 160,
    ) ?? 10;
  const length = metres * view.pointsPerM;
  pdf.font('regular').fontSize(9).fillColor('#1b1f24');
  pdf.rect(FRAME.x, y, length, 4).fillAndStroke('#30363d', '#30363d');
  pdf
    .fillColor('#1b1f24')
    .text(metres >= 1000 ? `${metres / 1000} km` : `${metres} m`, FRAME.x + length + 6, y - 4, {
      lineBreak: false,
    });
  let x = FRAME.x + 250;
  const sign = (draw: () => void, text: string) => {
    draw();
    pdf.fillColor('#1b1f24').text(text, x + 16, y - 4, { lineBreak: false });
    x += 30 + pdf.widthOfString(text);
  };
  sign(
    () => pdf.rect(x, y - 2, 11, 8).fillAndStroke('#d5e6ee', '#0b6e99'),
    withEligibility ? 'Projektgebiet' : 'Gebiet',
  );
  const circle = () => pdf.circle(x + 5, y + 2, 2.5).fill('#5f6670');
  if (withEligibility) {
    sign(() => pdf.rect(x + 3, y, 5, 5).fill('#b3261e'), 'Adresse, förderfähig');
    sign(circle, 'Adresse, nicht förderfähig');
  } else sign(circle, 'Adresse');
  sign(
    () =>
      pdf
        .moveTo(x, y + 2)
        .lineTo(x + 12, y + 2)
        .lineWidth(1.2)
        .stroke('#c2c6cc'),
    'Straße',
  );
  sign(
    () =>
      pdf
        .moveTo(x, y + 2)
        .lineTo(x + 12, y + 2)
        .lineWidth(0.9)
        .stroke('#9a7fb0'),
    'Bezirksgrenze',
  );
  const north = FRAME.x + FRAME.width - 10;
  pdf
    .polygon(
      [north, FRAME.y + 8],
      [north - 6, FRAME.y + 24],
      [north, FRAME.y + 20],
      [north + 6, FRAME.y + 24],
    )
    .fill('#30363d');
  pdf
    .font('bold')
    .fontSize(9)
    .fillColor('#30363d')
    .text('N', north - 3, FRAME.y + 25, { lineBreak: false });
  pdf.fillColor('#1b1f24');
}

function ringsPath(pdf: Pdf, view: MapView, polygons: MultiPolygonCoordinates): void {
  for (const ring of polygons.flat()) {
    linePath(pdf, view, ring);
    pdf.closePath();
  }
}

function linePath(pdf: Pdf, view: MapView, line: readonly (readonly number[])[]): void {
  line.forEach(([e, n], i) => {
    const [x, y] = view.at(e!, n!);
    if (i === 0) pdf.moveTo(x, y);
    else pdf.lineTo(x, y);
  });
}
