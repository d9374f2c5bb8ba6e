import { type Coverage, type DistrictCoverage, wlanCoverage } from '#core/wlan/coverage.ts';
import { deviceClassOf } from '#core/wlan/device-class-of.ts';
import type { DeviceClass } from '#core/wlan/footprint.ts';
import deviceClasses from '#data/wlan/device-classes.json' with { type: 'json' };
import {
  type CoverageLevel,
  coverageLevel,
  residentPlaces,
  schoolPlaces,
  stopPlaces,
} from '../../features/wlan/coverage-places.ts';
import { hotspotCatalogue } from '../../features/wlan/store.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

const LEVELS: readonly CoverageLevel[] = ['stadtteil', 'bezirk', 'gemeinde', 'city'];

export const wlanCoverageCommand: Command = {
  name: 'wlan-coverage',
  summary: {
    de: 'Reichweite der WLAN-Standorte nach Gerätetyp und Versorgung je Stadtteil; gerechnet und angenommen, nicht gemessen',
    en: 'Reach of the WLAN hotspots by kind of device and coverage by district; calculated and assumed, not measured',
  },
  usage: 'wlan-coverage [--level stadtteil|bezirk|gemeinde|city] [--json]',
  positionals: [],
  options: {
    level: {
      type: 'string',
      placeholder: LEVELS.join('|'),
      help: { de: 'Ebene; ohne Angabe die feinste geladene', en: 'Level; the finest loaded if not given' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const wanted = textOption(context, 'level');
    if (wanted !== null && !LEVELS.includes(wanted as CoverageLevel))
      throw badArgument('--level', wanted, LEVELS.join(', '));
    const { db } = await context.open();
    const level = await coverageLevel(db, wanted as CoverageLevel | null);
    const {
      value: { hotspots },
    } = await hotspotCatalogue(db);
    const input = {
      eastingM: Float64Array.from(hotspots, ({ eastingM }) => eastingM),
      northingM: Float64Array.from(hotspots, ({ northingM }) => northingM),
      deviceClass: hotspots.map(deviceClassOf),
    };
    const classes = deviceClasses.classes as readonly DeviceClass[];
    const { measure, places } = await residentPlaces(db, level);
    const residents = wlanCoverage(input, classes, places);
    const schools = wlanCoverage(input, classes, await schoolPlaces(db, level));
    const stopsLoaded = await stopPlaces(db, level);
    const stops = stopsLoaded && wlanCoverage(input, classes, stopsLoaded);
    const unplaced = hotspots.filter(({ indoor }) => indoor === null).length;
    const [schoolsIn, stopsIn] = [figuresIn(schools), stops && figuresIn(stops)];
    const rows = residents.districts.map((row) => ({
      district: row.district,
      residents: figures(row),
      schools: schoolsIn(row.district),
      stops: stopsIn?.(row.district) ?? null,
    }));
    const german = context.language === 'de';
    const percent = ({ percent: value }: Figures) => (value === null ? '–' : `${value.toFixed(1)} %`);
    return {
      exitCode: 0,
      json: {
        confidence: residents.confidence,
        level,
        hotspots: hotspots.length,
        hotspotsWithoutSetting: unplaced,
        residentMeasure: measure,
        classes: residents.classes.map(({ deviceClass, hotspots: count, footprint, areaM2 }) => ({
          deviceClass,
          hotspots: count,
          radiusM: footprint.radiusM,
          limitedBy: footprint.limitedBy,
          areaM2,
        })),
        districts: rows,
        total: {
          residents: sum(residents.districts),
          schools: sum(schools.districts),
          stops: stops && sum(stops.districts),
        },
        notCounted: stops ? {} : { stops: german ? 'keine Haltestellen geladen' : 'no stops are loaded' },
      },
      lines: [
        ...residents.classes.map(
          ({ deviceClass, hotspots: count, footprint, areaM2 }) =>
            `${deviceClass.padEnd(24)}${String(count).padStart(6)}${`${footprint.radiusM.toFixed(0)} m`.padStart(9)}${`${(areaM2 / 1e4).toFixed(1)} ha`.padStart(12)}`,
        ),
        '',
        ...rows.map(
          (row) =>
            `${(row.district ?? '–').padEnd(24)}${`${row.residents.covered} / ${row.residents.total}`.padStart(20)}${percent(row.residents).padStart(9)}${`${row.schools.covered} / ${row.schools.total}`.padStart(12)}${row.stops ? `${row.stops.covered} / ${row.stops.total}`.padStart(14) : ''}`,
        ),
      ],
      remarks: [
        german
          ? `Reichweiten sind nach Gerätetyp gerechnet und angenommen, nicht gemessen. Gezählt: ${measure}, Schulen${stops ? ', Haltestellen' : '; Haltestellen sind nicht geladen'}.`
          : `Reaches are calculated by kind of device and assumed, not measured. Counted: ${measure}, schools${stops ? ', stops' : '; no stops are loaded'}.`,
        ...(unplaced > 0
          ? [
              german
                ? `Bei ${unplaced} von ${hotspots.length} Standorten ist nicht bekannt, ob sie innen oder außen stehen; für sie gilt die kleinere Reichweite.`
                : `For ${unplaced} of ${hotspots.length} hotspots it is not known whether they stand indoors; the smaller reach is taken.`,
            ]
          : []),
      ],
    };
  },
};

interface Figures {
  readonly total: number;
  readonly covered: number;
  /** Null where there is nothing to cover. */
  readonly percent: number | null;
  /** Reached by the hotspots of one device class alone. */
  readonly coveredBy: Readonly<Record<string, number>>;
}

function figures({ total, covered, coveredBy }: Omit<DistrictCoverage, 'district'>): Figures {
  return { total, covered, percent: total > 0 ? (100 * covered) / total : null, coveredBy };
}

/** Figures by district; a district without such places has none of them. */
function figuresIn({ districts }: Coverage): (district: string | null) => Figures {
  const of = new Map(districts.map((row) => [row.district, row]));
  return (district) => figures(of.get(district) ?? { total: 0, covered: 0, coveredBy: {} });
}

function sum(rows: readonly DistrictCoverage[]): Figures {
  const all = (of: (row: DistrictCoverage) => number) => rows.reduce((before, row) => before + of(row), 0);
  const classes = Object.keys(rows[0]?.coveredBy ?? {});
  return figures({
    total: all(({ total }) => total),
    covered: all(({ covered }) => covered),
    coveredBy: Object.fromEntries(classes.map((id) => [id, all(({ coveredBy }) => coveredBy[id] ?? 0)])),
  });
}
