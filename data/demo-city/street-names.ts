import type { Random } from './random.ts';

const PLANTS =
  'Ahorn Akazien Birken Buchen Eichen Erlen Eschen Fichten Flieder Ginster Hasel Holunder Kastanien Kiefern Lärchen Linden Pappel Platanen Robinien Tannen Ulmen Weiden Weißdorn Zedern Rosen Nelken Tulpen Veilchen Lilien Mohn Distel Klee Farn Heide Schlehen Malven Astern Dahlien Efeu Ulmen'.split(
    ' ',
  );
const ANIMALS =
  'Amsel Drossel Finken Falken Habicht Kranich Lerchen Meisen Reiher Schwalben Sperber Star Storchen Zeisig Dachs Fuchs Hasen Igel Biber Otter Hirsch Reh Marder Luchs Biene Libellen Hecht Forellen'.split(
    ' ',
  );
const THINGS =
  'Berg Tal Wiesen Feld Wald Bach Quellen Stein Sand Ton Kies Mühlen Brunnen Brücken Tor Markt Kirch Schul Garten Park See Teich Ufer Hafen Kanal Werft Speicher Bahn Turm Anger Hof Acker Weinberg Sonnen Stern Mond Morgen Abend Nord Süd Ost West Glocken Glas Töpfer Schmiede Weber Gerber Färber Bäcker Müller Fischer Jäger Köhler Zimmer Böttcher Seiler Sattler Imker Schäfer'.split(
    ' ',
  );
const ENDINGS = [
  'straße',
  'straße',
  'straße',
  'weg',
  'weg',
  'allee',
  'ring',
  'gasse',
  'stieg',
  'winkel',
  'hof',
  'kamp',
  'pfad',
  'damm',
];
const PREPOSITIONS = ['Am', 'Auf dem', 'Hinter dem', 'Im', 'Beim', 'Zum'];
const PLACES =
  'Anger Berg Brink Brunnen Busch Damm Deich Eck Feld Gehölz Graben Hang Hügel Kamp Krug Moor Mühlenbach Rain Sande Stadtgraben Steinbruch Teich Ufer Wald Wehr Wiesengrund Winkel Holz Klint Lindenhof Kreuzweg Fuchsbau Dreieck Obstgarten'.split(
    ' ',
  );

/** Hands out street names, each once until all are used up, then again for another part of the city. */
export function streetNames(random: Random): () => string {
  const all: string[] = [];
  for (const stem of [...PLANTS, ...ANIMALS, ...THINGS]) {
    for (const ending of new Set(ENDINGS)) all.push(stem + joint(stem) + ending);
  }
  for (const preposition of PREPOSITIONS) for (const place of PLACES) all.push(`${preposition} ${place}`);
  shuffle(all, random);
  let at = 0;
  return () => all[at++ % all.length]!;
}

function joint(stem: string): string {
  return /(en|el|er|sch|tal|see|rk|ain|ald|ach|eld|hof|ark)$|^(Nord|Süd|Ost|West|Berg|Stein|Sand|Ton|Kies|Tor|Markt|Kirch|Schul|Bahn|Turm|Star|Hirsch|Reh|Fuchs|Dachs|Luchs|Otter|Zeisig|Klee|Farn|Mohn|Efeu|Hafen|Kanal|Teich|Glas|Mond|Abend|Morgen|Heide|Schmiede|Hecht|Stern|Werft|Anger)$/.test(
    stem,
  )
    ? ''
    : 'n';
}

function shuffle<T>(list: T[], random: Random): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * random.next());
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
