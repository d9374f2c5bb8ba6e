type Saying = readonly [pattern: RegExp, en: string, de: string];

/** What a value should have been, in both languages; places of the pattern are `$1`, `$2`. */
const EXPECTED: readonly Saying[] = [
  [/^Invalid input: expected number, received .*$/, 'a number', 'eine Zahl'],
  [/^Invalid input: expected int, received .*$/, 'a whole number', 'eine ganze Zahl'],
  [/^Invalid input: expected string, received .*$/, 'a text', 'ein Text'],
  [/^Invalid input: expected array, received .*$/, 'a list', 'eine Liste'],
  [/^Invalid input: expected object, received .*$/, 'an object', 'ein Objekt'],
  [/^Invalid input: expected boolean, received .*$/, 'true or false', 'true oder false'],
  [/^Invalid (?:option|input): expected (?:one of )?(.+)$/, 'one of $1', 'eines von $1'],
  [/^Too big: expected (?:number|int) to be <=?(.+)$/, 'a number of at most $1', 'eine Zahl bis $1'],
  [/^Too small: expected (?:number|int) to be >=?(.+)$/, 'a number of at least $1', 'eine Zahl ab $1'],
  [/^Too big: expected string to have <=?(\d+) characters$/, 'at most $1 characters', 'höchstens $1 Zeichen'],
  [
    /^Too small: expected string to have >=?(\d+) characters$/,
    'at least $1 characters',
    'mindestens $1 Zeichen',
  ],
  [/^Invalid URL$/, 'an address with http:// or https://', 'eine Adresse mit http:// oder https://'],
  [/^must begin with (.+) or (.+)$/, 'must begin with $1 or $2', 'muss mit $1 oder $2 beginnen'],
  [/^a whole number of at least (\d+)$/, 'a whole number of at least $1', 'eine ganze Zahl ab $1'],
  [/^a whole number from (\S+) to (\S+)$/, 'a whole number from $1 to $2', 'eine ganze Zahl von $1 bis $2'],
  [/^a whole number without sign$/, 'a whole number without sign', 'eine ganze Zahl ohne Vorzeichen'],
  [/^a whole number$/, 'a whole number', 'eine ganze Zahl'],
  [/^a number from (\S+) to (\S+)$/, 'a number from $1 to $2', 'eine Zahl von $1 bis $2'],
  [/^a number$/, 'a number', 'eine Zahl'],
  [/^true or false$/, 'true or false', 'true oder false'],
  [/^json or html$/, 'json or html', 'json oder html'],
  [
    /^one of splitter, point-to-point$/,
    'splitter or point-to-point',
    'Splitter („splitter“) oder Punkt zu Punkt („point-to-point“)',
  ],
  [/^one of (.+)$/, 'one of $1', 'eines von $1'],
  [/^given (?:only )?once$/, 'given once', 'nur einmal angegeben'],
  [/^a text without NUL$/, 'a text without NUL', 'ein Text ohne das Zeichen U+0000'],
  [/^text without the character (.+)$/, 'text without the character $1', 'Text ohne das Zeichen $1'],
  [/^a date YYYY-MM-DD$/, 'a date YYYY-MM-DD', 'ein Datum JJJJ-MM-TT'],
  [
    /^a day that exists, as YYYY-MM-DD$/,
    'a day that exists, as YYYY-MM-DD',
    'ein Tag, den es gibt, als JJJJ-MM-TT',
  ],
  [/^a day such as (.+)$/, 'a day such as $1', 'ein Tag wie $1'],
  [/^a version such as (.+)$/, 'a version such as $1', 'eine Version wie $1'],
  [/^an id$/, 'an id', 'eine Kennung'],
  [/^at most (\d+) levels of nesting$/, 'at most $1 levels of nesting', 'höchstens $1 Ebenen ineinander'],
  [/^at most (\d+) nodes$/, 'at most $1 nodes', 'höchstens $1 Knoten'],
  [/^a node from 1 to (\d+)$/, 'a node from 1 to $1', 'ein Knoten von 1 bis $1'],
  [/^Nodes n before the first edge$/, 'Nodes n before the first edge', 'Nodes n vor der ersten Kante'],
  [/^undirected edges (.+)$/, 'undirected edges $1', 'ungerichtete Kanten $1'],
  [/^a line of the section (.+)$/, 'a line of the section $1', 'eine Zeile des Abschnitts $1'],
  [/^a whole cost of 0 or more$/, 'a whole cost of 0 or more', 'ganze Kosten ab 0'],
  [/^a prize of 0 or more$/, 'a prize of 0 or more', 'ein Preis ab 0'],
  [
    /^a sum of all costs below (.+)$/,
    'a sum of all costs below $1; take a coarser unit',
    'eine Summe aller Kosten unter $1; nehmen Sie eine gröbere Einheit',
  ],
  [/^(\d+) edges$/, '$1 edges', '$1 Kanten'],
  [/^(\d+) terminals$/, '$1 terminals', '$1 Endpunkte'],
  [
    /^either T or TP lines, not both$/,
    'either T or TP lines, not both',
    'Zeilen mit T oder mit TP, nicht beides',
  ],
  [/^at least one T v$/, 'at least one T v', 'wenigstens ein T v'],
  [/^a text that is not empty$/, 'a text that is not empty', 'ein Text, der nicht leer ist'],
  [/^numbers of fibres, ascending$/, 'numbers of fibres, ascending', 'Faserzahlen, aufsteigend'],
  [/^a duct for drops$/, 'a duct for drops', 'ein Rohr für Hausanschlüsse'],
  [/^a duct for feeder cables$/, 'a duct for feeder cables', 'ein Rohr für Hauptkabel'],
  [
    /^an item (cable-\S+) in the price catalogue$/,
    'an item $1 in the price catalogue',
    'eine Position $1 im Preiskatalog',
  ],
  [/^an item of the price catalogue$/, 'an item of the price catalogue', 'eine Position des Preiskatalogs'],
  [
    /^an edge id of this network, as --out writes them$/,
    'an edge id of this network, as --out writes them',
    'die Kennung einer Kante dieses Netzes, wie --out sie schreibt',
  ],
  [
    /^longitude and latitude such as (\S+), several separated by semicolons$/,
    'longitude and latitude such as $1, several separated by semicolons',
    'Länge und Breite wie $1, mehrere durch Semikolon getrennt',
  ],
  [
    /^two years such as (\S+), at most 20$/,
    'two years such as $1, at most 20',
    'zwei Jahre wie $1, höchstens 20',
  ],
  [
    /^a file that can be read \((.*)\)$/,
    'a file that can be read ($1)',
    'eine Datei, die sich lesen lässt ($1)',
  ],
  [
    /^a JSON file that can be read \((.*)\)$/,
    'a JSON file that can be read ($1)',
    'eine JSON-Datei, die sich lesen lässt ($1)',
  ],
  [
    /^a GeoJSON FeatureCollection \(EPSG:4326\)$/,
    'a GeoJSON FeatureCollection (EPSG:4326)',
    'eine GeoJSON-FeatureCollection (EPSG:4326)',
  ],
  [
    /^4 or 6 numbers separated by commas: minimum x, minimum y, maximum x, maximum y$/,
    '4 or 6 numbers separated by commas: minimum x, minimum y, maximum x, maximum y',
    '4 oder 6 Zahlen mit Kommas dazwischen: kleinstes x, kleinstes y, größtes x, größtes y',
  ],
  [
    /^an RFC 3339 date or date-time, or an interval of two with "\/", where "\.\." leaves one end open$/,
    'an RFC 3339 date or date-time, or an interval of two with "/", where ".." leaves one end open',
    'ein Datum oder Zeitpunkt nach RFC 3339, oder zwei davon mit „/“ dazwischen, wobei „..“ ein Ende offen lässt',
  ],
  [
    /^an interval whose start is not after its end$/,
    'an interval whose start is not after its end',
    'ein Zeitraum, dessen Anfang nicht nach seinem Ende liegt',
  ],
];

/** Why a file cannot be read or written. */
const REASONS: readonly Saying[] = [
  [
    /^ENOENT.*$/,
    'there is no such file or folder',
    'eine solche Datei oder einen solchen Ordner gibt es nicht',
  ],
  [/^(?:EACCES|EPERM|EROFS).*$/, 'access is not allowed', 'der Zugriff ist nicht erlaubt'],
  [/^EISDIR.*$/, 'it is a folder', 'es ist ein Ordner'],
  [/^ENOSPC.*$/, 'there is no space left on the disk', 'auf dem Datenträger ist kein Platz mehr'],
  [/^not a file$/, 'it is not a file', 'es ist keine Datei'],
  [/^it begins with "(.*)"$/, 'it begins with "$1"', 'sie beginnt mit „$1“'],
  [/^it is binary$/, 'it is binary', 'sie ist kein Text'],
  [/^.* (?:is not valid JSON|in JSON at position .*)$/, 'it is not valid JSON', 'sie ist kein gültiges JSON'],
  [/^Unexpected end of JSON input$/, 'its JSON is cut off', 'ihr JSON ist abgeschnitten'],
  [/^a quoted value has no end$/, 'a quoted value has no end', 'ein Wert in Anführungszeichen hat kein Ende'],
  [/^it declares XML entities$/, 'it declares XML entities', 'sie vereinbart XML-Entitäten'],
  [
    /^unpacked it has (\d+) MB, at most (\d+) are read$/,
    'unpacked it has $1 MB, at most $2 are read',
    'ausgepackt hat sie $1 MB, gelesen werden höchstens $2',
  ],
  [
    /^it has a member outside its folder \((.*)\)$/,
    'it has a member outside its folder ($1)',
    'ein Bestandteil liegt außerhalb ihres Ordners ($1)',
  ],
  [/^it has (\d+) members$/, 'it has $1 members', 'sie hat $1 Bestandteile'],
  [
    /^a member is longer than it says$/,
    'a member is longer than the archive says',
    'ein Bestandteil ist länger, als das Archiv sagt',
  ],
  [
    /^(?:a member is damaged|its directory leads nowhere)$/,
    'the archive is damaged',
    'das Archiv ist beschädigt',
  ],
  [
    /^it is packed by method (\d+)$/,
    'it is packed by the unusual method $1',
    'sie ist mit dem unüblichen Verfahren $1 gepackt',
  ],
  [
    /^the archive is cut off or damaged$/,
    'the archive is cut off or damaged',
    'das Archiv ist abgeschnitten oder beschädigt',
  ],
  [
    /^it is damaged, encrypted or older than Excel 97$/,
    'it is damaged, encrypted or older than Excel 97',
    'sie ist beschädigt, verschlüsselt oder älter als Excel 97',
  ],
  [/^GDAL does not recognise it$/, 'GDAL does not recognise it', 'GDAL erkennt sie nicht'],
  [/^it has no layer$/, 'it has no layer', 'sie hat keine Ebene'],
  [/^no features$/, 'it has no features', 'sie hat keine Objekte'],
  [/^layers: (.*)$/, 'it has the layers $1', 'sie hat die Ebenen $1'],
  [/^sheets: (.*)$/, 'it has the sheets $1', 'sie hat die Tabellenblätter $1'],
  [/^line (\d+) is no JSON$/, 'line $1 is no JSON', 'Zeile $1 ist kein JSON'],
  [
    /^line (\d+) is of no known kind$/,
    'line $1 is of no known kind',
    'Zeile $1 ist von keiner bekannten Art',
  ],
  [
    /^a line is longer than (\d+) bytes$/,
    'a line is longer than $1 bytes',
    'eine Zeile ist länger als $1 Bytes',
  ],
  [
    /^its first line is not the header of a backup$/,
    'its first line is not the header of a backup',
    'ihre erste Zeile ist nicht der Kopf einer Sicherung',
  ],
  [/^it ends too early$/, 'it ends too early', 'sie endet zu früh'],
  [/^unexpected end of file$/, 'unexpected end of file', 'sie endet zu früh'],
  [/^lines after its end$/, 'there are lines after its end', 'nach ihrem Ende stehen noch Zeilen'],
  [
    /^the path (.+) leads out of the folder$/,
    'the path $1 leads out of the folder',
    'der Pfad $1 führt aus dem Ordner hinaus',
  ],
  [/^(.+) is not what was written$/, '$1 is not what was written', '$1 ist nicht, was geschrieben wurde'],
  [/^(.+) is no table of its schema$/, '$1 is no table of its schema', '$1 ist keine Tabelle ihres Schemas'],
  [/^(.+) is missing$/, '$1 is missing', '$1 fehlt'],
  // What zlib says.
  [
    /^(?:incorrect|invalid|unknown|too many|header crc) .*(?:check|mismatch|method|size|block|set|symbols|repeat|code|back|lengths)$/,
    'it is not packed with gzip, or damaged',
    'sie ist nicht mit gzip gepackt oder beschädigt',
  ],
];

/** Where it is: lines of a file, parts of an instance of the Steiner tree problem. */
const PLACES: readonly Saying[] = [
  [/^line (\d+)$/, 'line $1', 'Zeile $1'],
  [/^edge (\d+)$/, 'edge $1', 'Kante $1'],
  [/^terminal (\d+)$/, 'terminal $1', 'Endpunkt $1'],
];

/** What was expected of a value as a sentence says it; what is not known here stays as it is. */
export const expectedText = (expected: string, language: 'de' | 'en') => said(EXPECTED, expected, language);

/** Why a file could not be used, likewise. */
export const reasonText = (reason: string, language: 'de' | 'en') => said(REASONS, reason, language);

/** Where it went wrong, likewise. */
export const placeText = (where: string, language: 'de' | 'en') => said(PLACES, where, language);

function said(table: readonly Saying[], text: string, language: 'de' | 'en'): string {
  const found = table.find(([pattern]) => pattern.test(text));
  return found ? text.replace(found[0], language === 'de' ? found[2] : found[1]) : text;
}
