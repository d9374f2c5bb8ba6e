import { readFileSync } from 'node:fs';
import { z } from 'zod';

const schema = z.object({
  /** ISO date-time of the last automatic check; null = none has run. */
  checkedAt: z.iso.datetime().nullable(),
  tool: z.string().nullable(),
  states: z.array(z.string()),
  findings: z.array(z.object({ state: z.string(), rule: z.string(), elements: z.number().int().min(1) })),
});

export type AccessibilityCheck = z.infer<typeof schema>;

export const ACCESSIBILITY_CHECK_FILE = new URL(
  '../../../data/wlan/accessibility-check.json',
  import.meta.url,
);

/** The result of the last automatic check, written by `npm run check:accessibility`. */
export function accessibilityCheck(): AccessibilityCheck {
  return schema.parse(JSON.parse(readFileSync(ACCESSIBILITY_CHECK_FILE, 'utf8')));
}
