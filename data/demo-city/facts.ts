/**
 * Names and rough figures of Hannover's Stadtteile. Populations come from pages of different years (31.12.2022 unless
 * another year is given); the centres are from memory, ± 700 m: unsure, good for a demo city and nothing else.
 */
export interface Quarter {
  readonly bezirk: string;
  readonly name: string;
  readonly population: number;
  readonly populationAsOf: string;
  readonly lat: number;
  readonly lon: number;
  readonly postcode: string;
}

const ROWS = `
Mitte|Mitte|10432||52.374|9.738|30159
Mitte|Calenberger Neustadt|6744||52.369|9.722|30169
Mitte|Oststadt|14108||52.381|9.752|30161
Mitte|Zoo|5070||52.379|9.771|30175
Vahrenwald-List|Vahrenwald|25388||52.398|9.738|30165
Vahrenwald-List|List|46811||52.393|9.765|30163
Bothfeld-Vahrenheide|Bothfeld|21077||52.417|9.793|30659
Bothfeld-Vahrenheide|Sahlkamp|14363||52.425|9.773|30657
Bothfeld-Vahrenheide|Vahrenheide|9998||52.414|9.757|30179
Bothfeld-Vahrenheide|Isernhagen-Süd|3084||52.434|9.785|30657
Bothfeld-Vahrenheide|Lahe|2271||52.421|9.826|30659
Buchholz-Kleefeld|Groß-Buchholz|29354||52.398|9.803|30655
Buchholz-Kleefeld|Kleefeld|13020||52.374|9.792|30625
Buchholz-Kleefeld|Heideviertel|5128||52.385|9.816|30627
Misburg-Anderten|Misburg-Nord|23327||52.387|9.852|30629
Misburg-Anderten|Misburg-Süd|2770||52.374|9.868|30629
Misburg-Anderten|Anderten|7642||52.36|9.862|30559
Kirchrode-Bemerode-Wülferode|Kirchrode|11837||52.362|9.822|30559
Kirchrode-Bemerode-Wülferode|Bemerode|22965|2024|52.341|9.822|30539
Kirchrode-Bemerode-Wülferode|Wülferode|890||52.328|9.852|30539
Südstadt-Bult|Südstadt|40675|2020|52.361|9.755|30171
Südstadt-Bult|Bult|3155|2020|52.363|9.776|30173
Döhren-Wülfel|Döhren|13571||52.341|9.765|30519
Döhren-Wülfel|Mittelfeld|9673||52.327|9.792|30519
Döhren-Wülfel|Seelhorst|3602||52.344|9.797|30519
Döhren-Wülfel|Waldhausen|2294||52.349|9.771|30519
Döhren-Wülfel|Waldheim|1743||52.35|9.783|30519
Döhren-Wülfel|Wülfel|4633||52.325|9.773|30519
Ricklingen|Bornum|1350|2008|52.35|9.692|30453
Ricklingen|Mühlenberg|6520|2008|52.336|9.684|30457
Ricklingen|Oberricklingen|10393|2008|52.341|9.708|30459
Ricklingen|Ricklingen|13133|2019|52.345|9.726|30459
Ricklingen|Wettbergen|12512|2008|52.328|9.697|30457
Linden-Limmer|Linden-Nord|16442|2016|52.374|9.706|30451
Linden-Limmer|Linden-Mitte|12367|2016|52.367|9.711|30449
Linden-Limmer|Linden-Süd|10097|2016|52.361|9.718|30449
Linden-Limmer|Limmer|6205|2016|52.378|9.685|30451
Ahlem-Badenstedt-Davenstedt|Ahlem|10566|2015|52.379|9.662|30453
Ahlem-Badenstedt-Davenstedt|Badenstedt|11932|2015|52.359|9.677|30455
Ahlem-Badenstedt-Davenstedt|Davenstedt|10846|2015|52.366|9.666|30455
Herrenhausen-Stöcken|Burg|3753||52.405|9.703|30419
Herrenhausen-Stöcken|Herrenhausen|8396||52.395|9.69|30419
Herrenhausen-Stöcken|Ledeburg|6363||52.413|9.694|30419
Herrenhausen-Stöcken|Nordhafen|139|2004|52.424|9.66|30419
Herrenhausen-Stöcken|Leinhausen|3706||52.399|9.679|30419
Herrenhausen-Stöcken|Marienwerder|2430||52.404|9.632|30419
Herrenhausen-Stöcken|Stöcken|13073||52.408|9.662|30419
Nord|Nordstadt|17684|2020|52.386|9.719|30167
Nord|Hainholz|7384|2020|52.397|9.717|30165
Nord|Vinnhorst|6686|2020|52.424|9.706|30419
Nord|Brink-Hafen|500|2020|52.421|9.73|30179`;

export const QUARTERS: readonly Quarter[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [bezirk, name, population, year, lat, lon, postcode] = row.split('|') as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return {
      bezirk,
      name,
      population: Number(population),
      populationAsOf: year || '2022-12-31',
      lat: Number(lat),
      lon: Number(lon),
      postcode,
    };
  });

export const BEZIRKE: readonly string[] = [...new Set(QUARTERS.map((quarter) => quarter.bezirk))];

/** Official area of the city (204 km²) and its centre. */
export const CITY_AREA_M2 = 204.1e6;
export const CENTRE = { lat: 52.3744779, lon: 9.7385532 };

/** Business parks by name, near which quarter, and how far from its centre (east, north, in metres): from memory. */
export const BUSINESS_PARKS: readonly (readonly [
  name: string,
  quarter: string,
  eastM: number,
  northM: number,
  lengthM: number,
  widthM: number,
])[] = [
  ['Lindener Hafen', 'Limmer', -500, -700, 900, 500],
  ['Brink-Hafen', 'Brink-Hafen', 0, 0, 1000, 600],
  ['Nordhafen', 'Nordhafen', 0, 0, 1200, 700],
  ['Stöcken West', 'Stöcken', -1100, 500, 1300, 700],
  ['Schwarze Heide', 'Stöcken', -300, 900, 700, 450],
  ['Wissenschafts- und Technologiepark Marienwerder', 'Marienwerder', 500, 500, 600, 400],
  ['Vinnhorst', 'Vinnhorst', 500, 500, 700, 450],
  ['Bornum', 'Bornum', 100, -350, 800, 400],
  ['Tönniesberg', 'Oberricklingen', -450, 500, 500, 350],
  ['Wülfel', 'Wülfel', 300, -300, 800, 450],
  ['Brabrinke', 'Wülfel', 700, 350, 500, 300],
  ['Messe', 'Mittelfeld', 900, -600, 1100, 700],
  ['EXPO-Park Ost', 'Bemerode', -300, -1300, 900, 500],
  ['Anderten', 'Anderten', 600, 300, 600, 400],
  ['Lehrter Straße', 'Anderten', 300, 1100, 600, 350],
  ['Misburger Hafen', 'Misburg-Süd', -500, 200, 800, 450],
  ['Deurag-Nerag', 'Misburg-Nord', 700, 700, 900, 600],
  ['Varrelheide', 'Bothfeld', -900, 900, 600, 400],
  ['Lahe', 'Lahe', 0, 400, 700, 450],
  ['Kirchhorster Straße', 'Lahe', -700, 900, 600, 350],
  ['Medical Park', 'Heideviertel', -300, 400, 500, 350],
  ['Karl-Wiechert-Allee', 'Heideviertel', -500, -600, 600, 350],
  ['Podbi-Park', 'Groß-Buchholz', -700, 500, 450, 300],
  ['Kronsberg-Nord', 'Bemerode', 900, 700, 600, 400],
  ['Kugelfangtrift', 'Vahrenheide', -300, 700, 450, 300],
  ['Wunstorfer Straße', 'Ahlem', 500, 300, 500, 300],
  ['Schulenburger Landstraße', 'Hainholz', -100, 700, 800, 350],
  ['Mecklenheide', 'Ledeburg', 200, 1000, 600, 400],
  ['Großmarkt Tönniesberg', 'Bornum', 900, 300, 400, 300],
  ['Leineufer', 'Döhren', -500, -300, 450, 280],
];
