/** Sentences of the issues of a dossier and of its check. */
export const DOSSIER_ISSUE_TEXTS = {
  'documents-busy': {
    status: 503,
    de: 'Der Server stellt gerade zu viele Unterlagen zusammen. Versuchen Sie es in einigen Minuten wieder.',
    en: 'The server is putting too many documents together just now. Try again in a few minutes.',
  },
  'document-crashed': {
    status: 500,
    de: 'Die Unterlagen konnten nicht zusammengestellt werden ({reason}). Teilen Sie die Gebiete auf mehrere Anträge oder Markterkundungen auf, wenn das wiederkommt.',
    en: 'The documents could not be put together ({reason}). If this comes again, divide the areas into several applications or market surveys.',
  },
  'dossier-without-areas': text(
    'Der Antrag hat keine Gebiete; ein Dossier braucht mindestens eines.',
    'The application has no areas; a dossier needs at least one.',
  ),
  'dossier-fails-check': text(
    'Das Dossier besteht seine eigene Prüfung nicht und wurde nicht geschrieben ({count} {count:Pflichtprüfung|Pflichtprüfungen}).',
    'The dossier fails its own check and was not written ({count} mandatory {count:check|checks}).',
  ),
  'dossier-not-a-zip': text(
    '{file} ist kein vollständiges ZIP: {reason}',
    '{file} is no complete ZIP: {reason}',
  ),
  'dossier-manifest': text(
    'manifest.json: {name} hat den Wert „{value}“, der nicht geht: {expected}.',
    'manifest.json: {name} has the value "{value}", which does not work: {expected}.',
  ),
  'dossier-file-missing': text('Die Datei {file} fehlt.', 'The file {file} is missing.'),
  'dossier-file-extra': text(
    'Die Datei {file} steht nicht im Manifest.',
    'The file {file} is not in the manifest.',
  ),
  'dossier-hash': text(
    'Die Prüfsumme von {file} ist {found}, im Manifest steht {stated}: Die Datei wurde verändert.',
    'The hash of {file} is {found}, the manifest states {stated}: the file was changed.',
  ),
  'dossier-unreadable': text('{file} ist nicht lesbar: {reason}', '{file} cannot be read: {reason}'),
  'dossier-rule-set-not-in-force': text(
    'Das Regelwerk {ruleSet} ist am {onDate} nicht in Kraft ({validFrom} bis {validTo}).',
    'The rule set {ruleSet} is not in force on {onDate} ({validFrom} to {validTo}).',
  ),
  'dossier-gap-years': text(
    'Die Wirtschaftlichkeitslücke rechnet über {years} Jahre, mindestens {minYears} sind nötig ({paragraph}).',
    'The viability gap covers {years} years, at least {minYears} are needed ({paragraph}).',
  ),
  'dossier-no-areas': text('Es gibt kein Gebiet.', 'There is no area.'),
  'dossier-area-empty': text(
    'Gebiet {id} enthält keine förderfähige Adresse.',
    'Area {id} holds no eligible address.',
  ),
  'dossier-areas-overlap': text(
    'Die Gebiete {a} und {b} überschneiden sich auf {areaM2} m².',
    'The areas {a} and {b} overlap by {areaM2} m².',
  ),
  'dossier-ids': text(
    '{file}: Objekt {index} hat die Kennung {value}, erwartet ist {expected} (fortlaufend ab 1).',
    '{file}: feature {index} has the id {value}, {expected} is expected (consecutive from 1).',
  ),
  'dossier-reference': text(
    '{file}: Objekt {id} verweist mit {attribute} = {value} auf nichts in {target}.',
    '{file}: feature {id} points with {attribute} = {value} to nothing in {target}.',
  ),
  'dossier-code': text(
    '{file}: Objekt {id} hat {attribute} = „{value}“; erlaubt sind {known}.',
    '{file}: feature {id} has {attribute} = "{value}"; allowed are {known}.',
  ),
  'dossier-attribute-missing': text(
    '{file}: Objekt {id} hat keinen Wert für {attribute}.',
    '{file}: feature {id} has no value for {attribute}.',
  ),
  'dossier-attribute-name': text(
    '{file}: Der Feldname {attribute} ist nicht klein geschrieben oder länger als 10 Zeichen.',
    '{file}: the field name {attribute} is not lower case or has more than 10 characters.',
  ),
  'dossier-geometry-type': text(
    '{file}: Objekt {id} ist {value}, erwartet ist {expected}.',
    '{file}: feature {id} is a {value}, {expected} is expected.',
  ),
  'dossier-crs': text(
    '{file}: Das Koordinatensystem ist {value}, erwartet ist {expected}.',
    '{file}: the coordinate reference system is {value}, {expected} is expected.',
  ),
  'dossier-address-outside': text(
    'Adresse {id} liegt nicht in ihrem Gebiet {area}.',
    'Address {id} does not lie in its area {area}.',
  ),
  'dossier-length': text(
    'Gebiet {id}: {attribute} ist {stated}, gemessen sind {measured}.',
    'Area {id}: {attribute} is {stated}, measured are {measured}.',
  ),
  'dossier-line-length': text(
    '{file}: Objekt {id} nennt {attribute} = {stated} m, gemessen sind {measured} m.',
    '{file}: feature {id} states {attribute} = {stated} m, measured are {measured} m.',
  ),
  'dossier-plan-changed': text(
    'Der Netzplan „{name}“ wurde geändert, seit seine Positionen in den Rechner übernommen wurden. Im Rechner neu übernehmen.',
    'The structural plan "{name}" was changed since its positions were taken into the calculator. Take it over again there.',
  ),
  'dossier-plan-misses': text(
    'Der Netzplan schließt {missing} von {eligible} förderfähigen Adressen nicht an.',
    'The structural plan leaves {missing} of {eligible} eligible addresses without a connection.',
  ),
  'dossier-plan-others': text(
    'Der Netzplan schließt {others} von {ends} Gebäuden an, die keine förderfähigen Adressen des Antrags sind; ihre Kosten stehen in der Investition.',
    'The structural plan connects {others} of {ends} buildings that are no eligible addresses of the application; their cost is in the investment.',
  ),
  'network-plan-gone': text(
    'Den Netzplan „{name}“ gibt es nicht mehr. Im Rechner einen anderen wählen oder schätzen lassen.',
    'The structural plan "{name}" is gone. Choose another one in the calculator, or an estimate.',
  ),
  'network-plan-not-usable': text(
    'Der Netzplan „{name}“ taugt nicht für die Investition: {reason}.',
    'The structural plan "{name}" cannot be the investment: {reason}.',
  ),
  'dossier-shapefile': text(
    '{file} passt nicht zur GeoJSON-Ebene: {reason}',
    '{file} does not match the GeoJSON layer: {reason}',
  ),
  'dossier-sum': text(
    '{what}: {file} nennt {found}, das Manifest {stated}.',
    '{what}: {file} states {found}, the manifest {stated}.',
  ),
  'dossier-shares': text(
    'Die Anteile ergeben {foundCents}, die förderfähige Summe ist {statedCents}.',
    'The shares add up to {foundCents}, the eligible sum is {statedCents}.',
  ),
  'dossier-own-share': text(
    'Der Eigenanteil von {foundCents} liegt unter {statedCents} ({paragraph}).',
    'The own share of {foundCents} is below {statedCents} ({paragraph}).',
  ),
  'dossier-not-released': text(
    'Das Dossier ist ein Entwurf: Es wurde noch nicht von einer zweiten Person freigegeben.',
    'The dossier is a draft: it was not yet released by a second person.',
  ),
  'dossier-difference-not-asked': text(
    '{file} liegt bei, aber das Manifest nennt keine vorige Fassung.',
    '{file} is there, but the manifest names no last version.',
  ),
  'dossier-difference': text(
    '{file}: {name} ist {found}, erwartet ist {stated}.',
    '{file}: {name} is {found}, {stated} is expected.',
  ),
  'dossier-no-sum': text('Es ist keine förderfähige Summe angegeben.', 'No eligible sum is given.'),
} as const;

function text(de: string, en: string) {
  return { status: 422, de, en };
}
