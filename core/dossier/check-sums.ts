import { strFromU8 } from 'fflate';
import type { FederalRules } from '../funding/funding-rules.ts';
import { shareOfCents } from '../funding/money.ts';
import type { Issue } from '../issue.ts';
import type { Layer } from './check-layers.ts';
import { advise, fail } from './check-report.ts';
import { csvRows } from './csv-rows.ts';
import { SUM_LABELS } from './data-sheet.ts';
import { euroText, numberText } from './document-block.ts';
import { FILES, type Manifest } from './manifest.ts';
import { QUANTITY_SUMS } from './quantities.ts';
import { docxTableRows, xlsxNamedNumbers } from './read-office.ts';
import { SURVEY_SUMS } from './survey-result.ts';

type Files = Readonly<Record<string, Uint8Array>>;

/** Whether every document names the same sums as the manifest. */
export function checkSums(manifest: Manifest, layers: readonly Layer[], files: Files): Issue[] {
  const { figures } = manifest;
  const found: Issue[] = [];
  const compare = (
    what: string,
    file: string,
    value: number | string | undefined,
    stated: number | string,
  ) => {
    if (value === stated) return;
    found.push(fail('dossier-sum', file, { what, file, found: value ?? '–', stated }));
  };
  const read = (file: string, reader: (bytes: Uint8Array) => void) => {
    const bytes = files[file];
    // Missing files are what another check finds.
    if (!bytes) return;
    try {
      reader(bytes);
    } catch (error) {
      found.push(fail('dossier-unreadable', file, { file, reason: (error as Error).message }));
    }
  };
  const { addresses, eligible, households } = SUM_TITLES;

  read(FILES.addressCsv, (bytes) => {
    const rows = csvRows(strFromU8(bytes).replace(/^\uFEFF/, ''));
    const [head = [], ...body] = rows;
    const sum = (name: string) => body.reduce((total, row) => total + Number(row[head.indexOf(name)]), 0);
    compare(addresses, FILES.addressCsv, body.length, figures.addresses);
    compare(eligible, FILES.addressCsv, sum('foerderf'), figures.eligibleAddresses);
    compare(households, FILES.addressCsv, sum('anz_we'), figures.households);
  });
  read(FILES.addressXlsx, (bytes) => {
    const named = xlsxNamedNumbers(bytes);
    compare(addresses, FILES.addressXlsx, named.get('adressen'), figures.addresses);
    compare(eligible, FILES.addressXlsx, named.get('foerderfaehig'), figures.eligibleAddresses);
    compare(households, FILES.addressXlsx, named.get('wohneinheiten'), figures.households);
  });
  read(FILES.quantities, (bytes) => {
    const named = xlsxNamedNumbers(bytes);
    compare(addresses, FILES.quantities, named.get(QUANTITY_SUMS.addresses), figures.addresses);
    compare(eligible, FILES.quantities, named.get(QUANTITY_SUMS.eligible), figures.eligibleAddresses);
    compare(households, FILES.quantities, named.get(QUANTITY_SUMS.households), figures.households);
    compare('m²', FILES.quantities, named.get(QUANTITY_SUMS.areaM2), figures.areaM2);
  });
  read(FILES.survey, (bytes) => {
    const named = xlsxNamedNumbers(bytes);
    compare(addresses, FILES.survey, named.get(SURVEY_SUMS.addresses), figures.addresses);
    compare(eligible, FILES.survey, named.get(SURVEY_SUMS.eligible), figures.eligibleAddresses);
    const list = layers.find(({ schema }) => schema.name === 'adressen');
    const promised = list?.features.filter(({ properties }) => properties.ewa === 1).length;
    if (promised !== undefined) compare('ewa', FILES.survey, named.get(SURVEY_SUMS.selfBuild), promised);
    const { survey } = manifest;
    if (!survey) return;
    compare('Betreiber', FILES.survey, named.get(SURVEY_SUMS.operators), survey.operators);
    compare('Zusagen', FILES.survey, named.get(SURVEY_SUMS.promises), survey.promises);
  });
  for (const { file, schema, features } of layers) {
    const sum = (name: string) =>
      features.reduce((total, { properties }) => total + Number(properties[name]), 0);
    if (schema.name === 'adressen') {
      compare(addresses, file, features.length, figures.addresses);
      compare(eligible, file, sum('foerderf'), figures.eligibleAddresses);
      compare(households, file, sum('anz_we'), figures.households);
    } else if (schema.name === 'gebiete') {
      compare('Gebiete', file, features.length, figures.areas);
      compare(addresses, file, sum('adressen'), figures.addresses);
      compare(eligible, file, sum('foerderf'), figures.eligibleAddresses);
      compare('m²', file, Math.round(sum('flaeche_m2') * 10) / 10, figures.areaM2);
    }
  }
  const money = moneyOf(manifest);
  read(FILES.finance, (bytes) => {
    const named = xlsxNamedNumbers(bytes);
    for (const { label, cell, cents } of money) {
      const value = named.get(cell);
      compare(label, FILES.finance, value === undefined ? undefined : Math.round(value * 100), cents);
    }
  });
  read(FILES.dataSheetDocx, (bytes) => {
    const rows = docxTableRows(bytes);
    const cell = (label: string) => rows.find(([first]) => first === label)?.[1];
    for (const { label, cents } of money) compare(label, FILES.dataSheetDocx, cell(label), euroText(cents));
    compare(
      SUM_LABELS.addresses,
      FILES.dataSheetDocx,
      cell(SUM_LABELS.addresses),
      numberText(figures.addresses),
    );
    compare(
      SUM_LABELS.eligibleAddresses,
      FILES.dataSheetDocx,
      cell(SUM_LABELS.eligibleAddresses),
      numberText(figures.eligibleAddresses),
    );
  });
  read(FILES.dataSheetPdf, (bytes) => {
    const text = strFromU8(bytes, true);
    if (!text.startsWith('%PDF-')) throw new Error('no PDF');
    const keywords = /<pdf:Keywords>([^<]*)<\/pdf:Keywords>/.exec(text)?.[1] ?? '';
    compare('Keywords', FILES.dataSheetPdf, keywords, sumKeywords(manifest.figures));
  });
  return found;
}

/** Sums as the keywords of the PDF carry them, for machines that cannot read its pages. */
export function sumKeywords({
  addresses,
  eligibleAddresses,
  eligibleCents,
  federalCents,
  landCents,
  otherCents,
  ownCents,
}: Manifest['figures']): string {
  const sums = { addresses, eligibleAddresses, eligibleCents, federalCents, landCents, otherCents, ownCents };
  return Object.entries(sums)
    .map(([name, value]) => `${name}=${value ?? '-'}`)
    .join(' ');
}

/** Shares add up, and the own share keeps its floor. */
export function checkShares({ figures }: Manifest, federal: FederalRules): Issue[] {
  const { eligibleCents, federalCents, landCents, otherCents, ownCents } = figures;
  if (eligibleCents === null) return [advise('dossier-no-sum', FILES.manifest)];
  const sum = (federalCents ?? 0) + (landCents ?? 0) + (otherCents ?? 0) + (ownCents ?? 0);
  const found: Issue[] = [];
  if (sum !== eligibleCents) {
    found.push(fail('dossier-shares', FILES.manifest, { foundCents: sum, statedCents: eligibleCents }));
  }
  const rule = federal.minOwnShareBp;
  const floor = shareOfCents(eligibleCents, rule.value, 'ceil');
  if ((ownCents ?? 0) < floor) {
    const params = { foundCents: ownCents ?? 0, statedCents: floor, paragraph: rule.paragraph };
    found.push(fail('dossier-own-share', FILES.manifest, params));
  }
  const min = federal.minFederalCents;
  if ((federalCents ?? 0) < min.value) {
    const params = { federalCents: federalCents ?? 0, minCents: min.value, paragraph: min.paragraph };
    found.push(advise('below-federal-minimum', FILES.manifest, params));
  }
  return found;
}

const SUM_TITLES = { addresses: 'Adressen', eligible: 'förderfähige Adressen', households: 'Wohneinheiten' };

function moneyOf({ figures }: Manifest) {
  if (figures.eligibleCents === null) return [];
  return [
    { label: SUM_LABELS.eligible, cell: 'foerderfaehige_summe', cents: figures.eligibleCents },
    { label: SUM_LABELS.federal, cell: 'bund', cents: figures.federalCents ?? 0 },
    { label: SUM_LABELS.land, cell: 'land', cents: figures.landCents ?? 0 },
    { label: SUM_LABELS.other, cell: 'andere', cents: figures.otherCents ?? 0 },
    { label: SUM_LABELS.own, cell: 'eigenanteil', cents: figures.ownCents ?? 0 },
  ];
}
