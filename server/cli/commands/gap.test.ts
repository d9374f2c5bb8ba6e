import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { gapCommand } from './gap.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lueckenlos-gap-'));
});
afterAll(() => rm(folder, { recursive: true }));

const MICRO = {
  premises: 100,
  dwellings: 100,
  years: 7,
  discount: 0,
  trench: [{ surface: 'verge', m: 1000, eur_m: 100 }],
  duct_fibre_eur_m: 0,
  feeder_m: 0,
  feeder_eur_m: 0,
  pop: { n: 0, eur: 0 },
  nvt: { homes_per: 100, eur: 0 },
  drop: { avg_m: 0, eur_m: 0, entry_eur: 0, share_connected_at_build: 0 },
  ont_eur: 0,
  planning_pct: 0,
  contingency_pct: 0,
  takeup: Array(7).fill(0.5),
  arpu_net_eur_month: 30,
  new_revenue_share: 1,
  opex_line_eur_month: 10,
  opex_home_passed_eur_year: 0,
  opex_fixed_pct_of_passive: 0,
};

async function run(content: string) {
  const path = join(folder, 'inputs.json');
  await writeFile(path, content);
  const open = () => Promise.reject(new Error('the gap needs no database'));
  return gapCommand.run({ positionals: [path], values: {}, language: 'de', open });
}

describe('lueckenlos gap', () => {
  it('prints the gap of a file, also of one with a byte order mark', async () => {
    const content = JSON.stringify({ inputs: MICRO });
    for (const text of [content, `\uFEFF${content}`]) {
      const { exitCode, json, lines } = await run(text);
      expect(exitCode).toBe(0);
      expect(json).toMatchObject({ capex_t0: 100_000, viability_gap: 22_000 });
      expect(lines.at(-1)).toMatch(/Wirtschaftlichkeitslücke.*22\.000,00/);
    }
  });

  it('refuses what is no JSON, no inputs, or not there', async () => {
    for (const bad of ['', '{"inputs":', '[]', '{"inputs":{}}']) {
      await expect(run(bad), bad).rejects.toBeInstanceOf(IssueError);
    }
    const open = () => Promise.reject(new Error('unused'));
    const missing = { positionals: [join(folder, 'none.json')], values: {}, language: 'de' as const, open };
    await expect(gapCommand.run(missing)).rejects.toBeInstanceOf(IssueError);
  });
});
