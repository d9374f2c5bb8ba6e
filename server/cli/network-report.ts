import { utm32ToLonLat } from '#core/geo/utm.ts';
import type { NetworkPlan, Place } from '#core/network/plan.ts';
import { type PriceCatalogue, priceOf } from '#core/network/price-catalogue.ts';

/** Isolated parts that are told one by one. */
const MOST_PARTS = 5;

/** A plan in words: what is built, what it costs by position, what moves the cost, what is proved. */
export function planLines(plan: NetworkPlan, prices: PriceCatalogue, language: 'de' | 'en'): string[] {
  const german = language === 'de';
  const number = new Intl.NumberFormat(german ? 'de-DE' : 'en-GB', { maximumFractionDigits: 0 });
  const euro = (cents: number) => `${number.format(cents / 100)} €`;
  const percent = (share: number, digits = 1) => `${(100 * share).toFixed(digits)} %`;
  const { low, expected, high } = plan.costCents;
  const count = (reason: string) => plan.leftOut.filter((left) => left.reason === reason).length;
  const reasons = (
    [
      ['no-street-near', 'ohne Straße in der Nähe', 'without a street near'],
      ['behind-buildings', 'hinter anderen Gebäuden', 'behind other buildings'],
      ['isolated-part', 'in abgetrennten Teilen', 'in isolated parts'],
    ] as const
  )
    .filter(([reason]) => count(reason) > 0)
    .map(([reason, de, en]) => `${count(reason)} ${german ? de : en}`);
  const left = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
  const piece = german ? 'Stück' : 'pieces';
  const rows = plan.quantities.map(({ position, item, unit, amount, costCents, includedIn }) => {
    const price = priceOf(prices, item);
    const quantity = unit === 'share' ? '' : `${number.format(amount)} ${unit === 'm' ? 'm' : piece}`;
    const cost = includedIn
      ? german
        ? `in „${includedIn}“`
        : `in "${includedIn}"`
      : euro(costCents.expected);
    return `  ${position} ${price.title[language].padEnd(48)}${quantity.padStart(16)}${cost.padStart(16)}  [${price.confidence}]`;
  });
  const homes = plan.areas.reduce((sum, area) => sum + area.homesPassed, 0);
  const drivers = plan.drivers
    .slice(0, 3)
    .map((driver) => `${priceOf(prices, driver.item).title[language]} ${euro(driver.swingCents)}`)
    .join('; ');
  const { certificate: proof, ways } = plan;
  const at = (place: Place) => {
    const [lon, lat] = utm32ToLonLat(place[0], place[1]);
    return `${lon.toFixed(5)}, ${lat.toFixed(5)}`;
  };
  const gap = percent(proof.gap, 3);
  const parts = plan.isolatedParts
    .slice(0, MOST_PARTS)
    .map(({ targets, at: place }) => `${targets} (${at(place)})`)
    .join('; ');
  const areas =
    plan.areas.length > 1
      ? plan.areas.map(
          ({ area, homesPassed, costCents: cost, perHomePassedCents: each }) =>
            `  ${area ?? (german ? 'ohne Bezirk' : 'outside any borough')}: ${number.format(homesPassed)} ${german ? 'Einheiten' : 'homes'}, ${euro(cost.expected)}${each ? `, ${euro(each.expected)} ${german ? 'je Einheit' : 'a home'}` : ''}`,
        )
      : [];
  const proposal = plan.popProposals[0];
  return german
    ? [
        `${number.format(plan.trenchM)} m Graben, ${plan.connected} von ${plan.targets} Gebäuden angeschlossen${left}, ${number.format(homes)} Wohn- und Geschäftseinheiten`,
        `${plan.distributionPoints.length} Netzverteiler, längster Weg vom POP ${number.format(ways.farthestM)} m${ways.beyondReach ? `; ${ways.beyondReach} Wege länger als ${number.format(plan.rules.maxReachM)} m` : ''}`,
        ...(parts ? [`Abgetrennte Teile des Straßennetzes, Gebäude und Ort: ${parts}`] : []),
        ...(proposal ? [`POP vorgeschlagen bei ${at(proposal.place)} (kürzeste Fasern)`] : []),
        `Kosten ${euro(expected)} (${euro(low)} bis ${euro(high)}), ${euro(expected / homes)} je Einheit; Preise: ${plan.prices}`,
        ...rows,
        ...areas,
        ...plan.phases.map(
          (phase) =>
            `  ${phase.year}: ${number.format(phase.trenchM)} m Graben, ${number.format(phase.homes)} Einheiten, ${euro(phase.costCents.expected)}`,
        ),
        `Größte Unsicherheiten: ${drivers}`,
        `Gräben allein ${euro(proof.valueCents)}, kein Netz entlang dieser Straßen unter ${euro(proof.lowerBoundCents)} (Lücke ${gap}), ${plan.seconds} s`,
      ]
    : [
        `${number.format(plan.trenchM)} m of trench, ${plan.connected} of ${plan.targets} buildings connected${left}, ${number.format(homes)} homes and businesses`,
        `${plan.distributionPoints.length} distribution points, longest way from the POP ${number.format(ways.farthestM)} m${ways.beyondReach ? `; ${ways.beyondReach} ways longer than ${number.format(plan.rules.maxReachM)} m` : ''}`,
        ...(parts ? [`Isolated parts of the street network, buildings and place: ${parts}`] : []),
        ...(proposal ? [`POP proposed at ${at(proposal.place)} (least fibre)`] : []),
        `Cost ${euro(expected)} (${euro(low)} to ${euro(high)}), ${euro(expected / homes)} a home; prices: ${plan.prices}`,
        ...rows,
        ...areas,
        ...plan.phases.map(
          (phase) =>
            `  ${phase.year}: ${number.format(phase.trenchM)} m of trench, ${number.format(phase.homes)} homes, ${euro(phase.costCents.expected)}`,
        ),
        `Largest uncertainties: ${drivers}`,
        `Trenches alone ${euro(proof.valueCents)}, no network along these streets below ${euro(proof.lowerBoundCents)} (gap ${gap}), ${plan.seconds} s`,
      ];
}

/** Trenches, drops and distribution points (RFC 7946). */
export function planGeojson(plan: NetworkPlan, mark: { data?: string }): string {
  const place = ([eastingM, northingM]: Place) =>
    utm32ToLonLat(eastingM, northingM).map((degrees) => Number(degrees.toFixed(7)));
  const line = (places: readonly Place[]) => ({ type: 'LineString', coordinates: places.map(place) });
  const point = (at: Place) => ({ type: 'Point', coordinates: place(at) });
  const metres = (lengthM: number) => Number(lengthM.toFixed(2));
  const features = [
    ...plan.edges.map((edge) => ({
      properties: {
        kind: edge.kind,
        id: edge.id,
        surface: edge.surface,
        class: edge.streetClass,
        length_m: metres(edge.lengthM),
        homes: edge.flow.homes,
        fibres: edge.flow.fibres,
        ducts: edge.flow.ducts.map(({ item, count }) => `${count} × ${item}`).join(' + '),
        cost_eur: edge.costCents.expected / 100,
        why: edge.why,
      },
      geometry: line(edge.line),
    })),
    ...plan.drops.map((drop) => ({
      properties: {
        kind: 'drop',
        id: drop.target,
        length_m: metres(drop.lengthM),
        fibres: drop.fibres,
        distribution_point: drop.distributionPoint,
      },
      geometry: line(drop.line),
    })),
    ...plan.distributionPoints.map((at) => ({
      properties: {
        kind: 'distribution-point',
        id: at.id,
        homes: at.homes,
        fibres: at.fibres,
        splitters: at.splitters,
        feeder_fibres: at.feederFibres,
      },
      geometry: point(at.place),
    })),
    ...plan.pops.map((pop, i) => ({
      properties: { kind: 'pop', id: pop.name ?? `P${i + 1}`, given: pop.given },
      geometry: point(pop.place),
    })),
  ].map(({ properties, geometry }) => ({
    type: 'Feature',
    properties: { ...properties, ...mark },
    geometry,
  }));
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`;
}
