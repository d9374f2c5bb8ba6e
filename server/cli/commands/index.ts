import type { Command } from '../command.ts';
import { assessCommand } from './assess.ts';
import { auditCommand } from './audit.ts';
import { checkCommand } from './check.ts';
import { checkFirstCommand } from './check-first.ts';
import { compareCommand } from './compare.ts';
import { countCommand } from './count.ts';
import { coverageCommand } from './coverage.ts';
import { delineateCommand } from './delineate.ts';
import { dossierCommand } from './dossier.ts';
import { explainCommand } from './explain.ts';
import { fetchCommand } from './fetch.ts';
import { gapCommand } from './gap.ts';
import { importCommand } from './import.ts';
import { needsCommand } from './needs.ts';
import { networkCommand } from './network.ts';
import { scoreCommand } from './score.ts';
import { sharesCommand } from './shares.ts';
import { sourcesCommand } from './sources.ts';
import { steinerCommand } from './steiner.ts';
import { wlanCoverageCommand } from './wlan-coverage.ts';

/** Every command. A new one is a file and a line here. */
export const COMMANDS: readonly Command[] = [
  importCommand,
  sourcesCommand,
  fetchCommand,
  countCommand,
  coverageCommand,
  assessCommand,
  explainCommand,
  compareCommand,
  checkFirstCommand,
  sharesCommand,
  needsCommand,
  delineateCommand,
  gapCommand,
  networkCommand,
  steinerCommand,
  scoreCommand,
  dossierCommand,
  checkCommand,
  wlanCoverageCommand,
  auditCommand,
];
