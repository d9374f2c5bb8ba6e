import { describe, expect, it } from 'vitest';
import { parseCsv } from '../csv/parse-csv.ts';
import { NO_TREATMENT } from '../intake-issue.ts';
import { stops } from './format.ts';

const REQUEST = { layer: 'stops', treatment: NO_TREATMENT, srid: null };

const GTFS = `stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
S1,Kröpcke,52.3744,9.7386,1,
P1,Kröpcke Gleis 1,52.3745,9.7387,0,S1
P2,Kröpcke Gleis 2,52.3743,9.7385,0,S1
B1,Am Rand,52.40,9.80,,
X1,Ohne Bahnhof,52.41,9.81,0,gone
`;

describe('stops', () => {
  it('of a GTFS timetable are stations and single stops, not the platforms of a station beside it', () => {
    const content = parseCsv(GTFS, 'utf-8');
    expect(stops.recognise(content, 'stops')).toBe(1);
    const { rows, read, skipped, issues } = stops.parse(content, REQUEST);
    expect(rows.map(({ key, values }) => [key, values.name])).toEqual([
      ['S1', 'Kröpcke'],
      ['B1', 'Am Rand'],
      ['X1', 'Ohne Bahnhof'],
    ]);
    expect({ read, skipped }).toEqual({ read: 5, skipped: 2 });
    expect(issues.find(({ code }) => code === 'stop-of-station')?.params?.count).toBe(2);
  });

  it('without a name are refused by row', () => {
    const { rows, rejected } = stops.parse(
      parseCsv('stop_id,stop_name,stop_lat,stop_lon\na,,52.3,9.7\n', 'utf-8'),
      REQUEST,
    );
    expect([rows.length, rejected.length]).toEqual([0, 1]);
  });
});
