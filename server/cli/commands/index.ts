import type { Command } from '../command.ts';

/** A command by its name; its code is loaded when it is asked for, so that each starts quickly. */
export interface CommandEntry {
  readonly name: string;
  load(): Promise<Command>;
}

/** Every command. A new one is a file and a line here. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: 'import', load: async () => (await import('./import.ts')).importCommand },
  { name: 'history', load: async () => (await import('./history.ts')).historyCommand },
  { name: 'sources', load: async () => (await import('./sources.ts')).sourcesCommand },
  { name: 'fetch', load: async () => (await import('./fetch.ts')).fetchCommand },
  { name: 'count', load: async () => (await import('./count.ts')).countCommand },
  { name: 'coverage', load: async () => (await import('./coverage.ts')).coverageCommand },
  { name: 'assess', load: async () => (await import('./assess.ts')).assessCommand },
  { name: 'explain', load: async () => (await import('./explain.ts')).explainCommand },
  { name: 'compare', load: async () => (await import('./compare.ts')).compareCommand },
  { name: 'check-first', load: async () => (await import('./check-first.ts')).checkFirstCommand },
  { name: 'shares', load: async () => (await import('./shares.ts')).sharesCommand },
  { name: 'statistics', load: async () => (await import('./statistics.ts')).statisticsCommand },
  { name: 'needs', load: async () => (await import('./needs.ts')).needsCommand },
  { name: 'delineate', load: async () => (await import('./delineate.ts')).delineateCommand },
  { name: 'gap', load: async () => (await import('./gap.ts')).gapCommand },
  { name: 'network', load: async () => (await import('./network.ts')).networkCommand },
  { name: 'steiner', load: async () => (await import('./steiner.ts')).steinerCommand },
  { name: 'score', load: async () => (await import('./score.ts')).scoreCommand },
  { name: 'dossier', load: async () => (await import('./dossier.ts')).dossierCommand },
  { name: 'recompute', load: async () => (await import('./recompute.ts')).recomputeCommand },
  { name: 'check', load: async () => (await import('./check.ts')).checkCommand },
  { name: 'survey', load: async () => (await import('./survey.ts')).surveyCommand },
  { name: 'wlan-coverage', load: async () => (await import('./wlan-coverage.ts')).wlanCoverageCommand },
  { name: 'backup', load: async () => (await import('./backup.ts')).backupCommand },
  { name: 'restore', load: async () => (await import('./restore.ts')).restoreCommand },
  { name: 'retention', load: async () => (await import('./retention.ts')).retentionCommand },
  { name: 'erase', load: async () => (await import('./erase.ts')).eraseCommand },
  { name: 'account', load: async () => (await import('./account.ts')).accountCommand },
  { name: 'audit', load: async () => (await import('./audit.ts')).auditCommand },
];
