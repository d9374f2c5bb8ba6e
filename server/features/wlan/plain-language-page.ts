import { escapeHtml } from '#core/wlan/page/list.ts';

type Section = readonly [title: string, sentences: readonly string[]];

/**
 * The main texts in Leichte Sprache (easy German): one thought to a sentence, one sentence to a line. Written to the
 * rules; people of the target group have not checked it, and the page says so.
 */
export function plainLanguageContent(placeName: string, contact: string | undefined): string {
  return sections(placeName, contact)
    .map(
      ([title, sentences]) =>
        `<section><h2>${escapeHtml(title)}</h2>${sentences.map((each) => `<p>${each}</p>`).join('\n')}</section>`,
    )
    .join('\n');
}

function sections(placeName: string, contact: string | undefined): Section[] {
  const place = escapeHtml(placeName);
  return [
    [
      'Was ist das hier?',
      [
        'WLAN ist Internet ohne Kabel.',
        `Hier finden Sie WLAN in ${place}.`,
        'Zum Beispiel in der Bücherei.',
        'Oder auf einem Platz.',
        'Sie brauchen dafür ein Handy oder einen Computer.',
      ],
    ],
    [
      'So finden Sie WLAN',
      [
        '<a href="/wlan?lang=de">Hier ist die Liste.</a>',
        'Es gibt auch eine Karte.',
        'Die Liste und die Karte zeigen das Gleiche.',
        'Sie können eine Straße eingeben.',
        'Dann steht oben: das WLAN in der Nähe.',
        'Sie können auch auf „In meiner Nähe“ drücken.',
        'Dann fragt Ihr Gerät: Darf ich sagen, wo Sie sind?',
        'Sie können Nein sagen.',
        'Wir speichern nicht, wo Sie sind.',
      ],
    ],
    [
      'Das steht bei jedem Ort',
      [
        'Der <b>Name</b> vom Ort.',
        'Das <b>Netz</b>: So heißt das WLAN auf Ihrem Gerät.',
        'Die <b>Öffnungs-Zeiten</b>.',
        '<b>Stufenfrei</b> heißt: Es gibt keine Stufen.',
        '<b>Unbekannt</b> heißt: Wir wissen es nicht.',
        '<b>Geht</b> heißt: Das WLAN hat eben noch funktioniert.',
        '<b>Veraltet</b> heißt: Wir haben lange nichts Neues gehört.',
      ],
    ],
    [
      'Sie wollen etwas melden?',
      [
        'Das WLAN geht nicht?',
        'Oder etwas ist falsch?',
        'Oder es fehlt WLAN an einem Ort?',
        '<a href="/wlan/report?lang=de">Dann schreiben Sie uns hier.</a>',
        'Sie müssen Ihren Namen nicht sagen.',
        'Danach bekommen Sie einen Code.',
        'Ein Code besteht aus Buchstaben und Zahlen.',
        'Schreiben Sie den Code auf.',
        'Mit dem Code finden Sie später unsere Antwort.',
      ],
    ],
    [
      'Barriere-Freiheit',
      [
        'Barriere-frei heißt: Alle Menschen können diese Seiten benutzen.',
        'Manchmal klappt etwas nicht gut.',
        'Dann sagen Sie es uns bitte.',
        '<a href="/wlan/report?lang=de&amp;kind=other">Hier können Sie uns schreiben.</a>',
        ...(contact ? [`Oder hier: <span class="lines">${escapeHtml(contact)}</span>`] : []),
        'Es gibt dazu auch eine Erklärung.',
        'Die Erklärung ist in schwerer Sprache.',
        '<a href="/wlan/accessibility?lang=de">Hier ist die Erklärung.</a>',
      ],
    ],
    [
      'Über diesen Text',
      ['Dieser Text ist in Leichter Sprache.', 'Noch hat keine Prüf-Gruppe den Text gelesen.'],
    ],
  ];
}
