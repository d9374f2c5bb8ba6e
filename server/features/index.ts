import type { Feature } from '../route.ts';
import { accounts } from '../trust/accounts/routes.ts';
import { addresses } from './addresses/routes.ts';
import { areas } from './areas/routes.ts';
import { assessment } from './assessment/routes.ts';
import { audit } from './audit/routes.ts';
import { columns } from './columns/routes.ts';
import { corrections } from './corrections/routes.ts';
import { documents } from './documents/routes.ts';
import { funding } from './funding/routes.ts';
import { handCorrections } from './hand-corrections/routes.ts';
import { health } from './health/routes.ts';
import { imports } from './imports/routes.ts';
import { layers } from './layers/routes.ts';
import { metrics } from './metrics/routes.ts';
import { needs } from './needs/routes.ts';
import { network } from './network/routes.ts';
import { ogc } from './ogc/routes.ts';
import { operator } from './operator/routes.ts';
import { ruleSets } from './rule-sets/routes.ts';
import { search } from './search/routes.ts';
import { session } from './session/routes.ts';
import { statistics } from './statistics/routes.ts';
import { surveys } from './surveys/routes.ts';
import { tiles } from './tiles/routes.ts';
import { wlan } from './wlan/routes.ts';

/** Every feature of the server. A new one is a folder and a line here. */
export const FEATURES: readonly Feature[] = [
  health,
  metrics,
  audit,
  session,
  accounts,
  layers,
  addresses,
  search,
  statistics,
  areas,
  assessment,
  ruleSets,
  corrections,
  handCorrections,
  needs,
  network,
  imports,
  operator,
  documents,
  funding,
  surveys,
  columns,
  ogc,
  tiles,
  wlan,
];
