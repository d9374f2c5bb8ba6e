/** Sentences of the issues of `core/wlan`; part of the one table in `core/issue-texts.ts`. */
export const WLAN_ISSUE_TEXTS = {
  'wlan-outside-bands': text(
    'Der Kanal von {fromMhz} bis {toMhz} MHz liegt am {onDate} in keinem erlaubten Band. Bekannt sind: {known}.',
    'On {onDate} the channel from {fromMhz} to {toMhz} MHz lies in no band that is allowed. Known are: {known}.',
  ),
  'wlan-indoor-only': text(
    'Der Kanal von {fromMhz} bis {toMhz} MHz ist nur in Gebäuden erlaubt. Quelle: {source}',
    'The channel from {fromMhz} to {toMhz} MHz is allowed indoors only. Source: {source}',
  ),
  'wlan-eirp-above-limit': text(
    'Die Strahlungsleistung von {eirpDbm} dBm übersteigt die Grenze von {limitDbm} dBm. Quelle: {source}',
    'The radiated power of {eirpDbm} dBm exceeds the limit of {limitDbm} dBm. Source: {source}',
  ),
} as const;

function text(de: string, en: string) {
  return { status: 422, de, en };
}
