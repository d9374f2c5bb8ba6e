import type { Command } from '../command.ts';
import { assessCommand } from './assess.ts';
import { checkFirstCommand } from './check-first.ts';
import { compareCommand } from './compare.ts';
import { countCommand } from './count.ts';
import { delineateCommand } from './delineate.ts';
import { explainCommand } from './explain.ts';
import { gapCommand } from './gap.ts';
import { importCommand } from './import.ts';
import { sharesCommand } from './shares.ts';

/** Every command. A new one is a file and a line here. */
export const COMMANDS: readonly Command[] = [
  importCommand,
  countCommand,
  assessCommand,
  explainCommand,
  compareCommand,
  checkFirstCommand,
  sharesCommand,
  delineateCommand,
  gapCommand,
];
