import { checkEirp } from '../../wlan/eirp.ts';
import type { ParseRequest, Scalar } from '../intake-format.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';

/** Channels are 20 MHz wide where a list does not say. */
const DEFAULT_WIDTH_MHZ = 20;

const CODES: Readonly<Record<string, string>> = {
  'wlan-outside-bands': 'radio-outside-bands',
  'wlan-indoor-only': 'radio-indoor-only',
  'wlan-eirp-above-limit': 'radio-above-limit',
};

/**
 * Holds the radio of an entry against the bands of the day: more power than allowed, or outdoors on a channel for
 * indoors, refuses the entry with the allocation that says so. Whether it stands outdoors has to be said: where it
 * is not, only the power is held against the limit. An entry without frequency or power has nothing to check.
 */
export function radioIssues(
  values: Readonly<Record<string, Scalar>>,
  row: number,
  radio: ParseRequest['radio'],
): IntakeIssue[] {
  const issues: IntakeIssue[] = [];
  const kind = values.reach_kind;
  if (kind !== null && kind !== undefined) {
    const known = KINDS[String(kind).trim().toLowerCase()];
    if (known === undefined) issues.push(rowIssue('reach-kind-unknown', 'warning', row, 'reach_kind', kind));
    Object.assign(values, known ? { reach_kind: known } : { reach_kind: null, reach_m: null });
  }
  // A reach of which nobody says how it came about is not shown as if it were measured.
  if (values.reach_m !== null && values.reach_kind == null) Object.assign(values, { reach_m: null });
  const { centre_mhz: centre, width_mhz: width, eirp_dbm: eirp, indoor } = values;
  if (!radio || typeof centre !== 'number' || typeof eirp !== 'number') return issues;
  const checked = checkEirp(
    {
      centreMhz: centre,
      bandwidthMhz: typeof width === 'number' && width > 0 ? width : DEFAULT_WIDTH_MHZ,
      eirpDbm: eirp,
      outdoor: indoor === false,
    },
    radio.bands,
    radio.onDate,
  );
  for (const { code, params } of checked)
    issues.push(rowIssue(CODES[code] ?? code, 'error', row, 'eirp_dbm', eirp, params ?? {}));
  return issues;
}

const KINDS: Readonly<Record<string, string>> = {
  measured: 'measured',
  gemessen: 'measured',
  modelled: 'modelled',
  berechnet: 'modelled',
};
