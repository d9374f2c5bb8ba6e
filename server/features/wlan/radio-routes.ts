import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { channelCentreMhz, checkEirp, type WlanBand } from '#core/wlan/eirp.ts';
import bandsGermany from '#data/wlan/bands-germany.json' with { type: 'json' };
import type { Route } from '../../route.ts';
import { readBody } from '../areas/body.ts';

/** Bands and limits for Germany, each with its dates, source and confidence. */
export const WLAN_BANDS = bandsGermany.bands as unknown as readonly WlanBand[];

const accessPoint = z
  .strictObject({
    band: z.enum(['2.4', '5', '6']).optional(),
    channel: z.int().min(1).max(233).optional(),
    centreMhz: z.number().min(2000).max(8000).optional(),
    bandwidthMhz: z.number().min(1).max(320).default(20),
    eirpDbm: z.number().min(-50).max(60),
    outdoor: z.boolean(),
    /** Transmit power control; without it some bands allow less. */
    tpc: z.boolean().default(true),
    /** Day whose limits apply; today when not given. */
    onDate: z.iso.date().optional(),
  })
  .refine(
    (ap) => (ap.centreMhz !== undefined) !== (ap.band !== undefined && ap.channel !== undefined),
    'either centreMhz, or band and channel',
  );

/** Holds an access point against the limits of a day before it is entered anywhere. */
export function radioRoutes(): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/api/wlan/bands',
      access: 'planner',
      tag: 'wlan',
      summary: 'Bands and limits of radiated power for Germany, with dates, source and confidence',
      handler: (c) => c.json({ note: bandsGermany.note, bands: WLAN_BANDS }),
    },
    {
      method: 'post',
      path: '/api/wlan/access-points/check',
      access: 'planner',
      tag: 'wlan',
      summary:
        'Refuses an access point above the limit, or outdoors on an indoor-only channel, with the source',
      body: accessPoint,
      handler: async (c) => {
        const ap = await readBody(c.req.raw, accessPoint);
        const centreMhz = ap.centreMhz ?? channelCentreMhz(ap.band!, ap.channel!);
        if (centreMhz === null)
          throw new IssueError({
            code: 'bad-field',
            severity: 'error',
            where: 'channel',
            params: { name: 'channel', value: ap.channel!, expected: `a channel of ${ap.band} GHz` },
          });
        const onDate = ap.onDate ?? new Date().toISOString().slice(0, 10);
        const issues = checkEirp({ ...ap, centreMhz }, WLAN_BANDS, onDate);
        if (issues.length > 0) throw new IssueError(issues);
        return c.json({ allowed: true, centreMhz, onDate });
      },
    },
  ];
}
