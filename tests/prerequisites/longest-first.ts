import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, longest first: one that starts last works alone at the end while the other core idles.
 * Browsers and other programs take turns, so that not every worker drives a browser at once. Where one is missing or its
 * place is wrong by now, the run only takes longer.
 */
const FIRST = [
  'tests/browser/planner.test.ts',
  'tests/cli/hannover.test.ts',
  'tests/kill/database.test.ts',
  'tests/trust/fuzz.test.ts',
  'tests/kill/process.test.ts',
  'tests/e2e/start.test.ts',
  'tests/browser/wlan.test.ts',
  'tests/intake/killed-import.test.ts',
  'tests/db/demo-city.test.ts',
  'tests/browser/import-wizard.test.ts',
  'tests/imports/imports-api.test.ts',
  'tests/browser/compare.test.ts',
  'tests/surveys/surveys.test.ts',
  'tests/imports/killed-server.test.ts',
  'tests/browser/funding.test.ts',
  'tests/db/migrations.test.ts',
  'tests/backup/backup.test.ts',
  'tests/browser/network.test.ts',
  'tests/intake/fuzz.test.ts',
  'tests/funding/dossier.test.ts',
  'tests/browser/review.test.ts',
  'tests/cli/commands.test.ts',
  'tests/cli/rulebook.test.ts',
  'tests/browser/accounts.test.ts',
  'tests/funding/release.test.ts',
  'tests/funding/documents.test.ts',
  'tests/browser/edit-areas.test.ts',
  'tests/api/ogc-gdal.test.ts',
  'tests/network/plans.test.ts',
  'tests/browser/needs.test.ts',
];

/** After those of `FIRST` the others, the larger first. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const at = FIRST.indexOf(relative(this.ctx.config.root, moduleId));
      return at < 0 ? FIRST.length : at;
    };
    return sorted.sort((a, b) => place(a) - place(b));
  }
}
