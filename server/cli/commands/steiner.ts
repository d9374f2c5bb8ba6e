import { readFile } from 'node:fs/promises';
import { IssueError } from '#core/issue.ts';
import type { SteinerInstance } from '#core/network/graph.ts';
import { steinerSteps } from '#core/network/solve-steiner.ts';
import { parseSteinerFile } from '#core/network/stp-format.ts';
import { badArgument, type Command, JSON_OPTION, numberOption } from '../command.ts';
import { breathe, ENDED_EARLY, untilInterrupted } from '../until-interrupted.ts';

const DEFAULT_SECONDS = 10;
const MOST_SECONDS = 86_400;

export const steinerCommand: Command = {
  name: 'steiner',
  summary: {
    de: 'Löst eine Steinerbaum-Aufgabe (.gr, .stp) mit bewiesener unterer Schranke',
    en: 'Solves a Steiner tree instance (.gr, .stp) with a proved lower bound',
  },
  usage: 'steiner <file.gr|stp> [--seconds n] [--seed n] [--json]',
  positionals: ['file.gr|stp'],
  options: {
    seconds: {
      type: 'string',
      placeholder: 'n',
      help: {
        de: `Zeit in Sekunden, sonst ${DEFAULT_SECONDS}; endet früher, wenn die Lösung bewiesen ist`,
        en: `Time in seconds, else ${DEFAULT_SECONDS}; ends earlier when the solution is proved`,
      },
    },
    seed: {
      type: 'string',
      placeholder: 'n',
      help: { de: 'Startwert des Zufalls', en: 'Seed of the random choices' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const instance = await readInstance(context.positionals[0]!);
    const seconds = numberOption(context, 'seconds', 0, MOST_SECONDS) ?? DEFAULT_SECONDS;
    const seed = numberOption(context, 'seed', 0, 2 ** 31 - 1) ?? 1;
    const began = performance.now();
    const { answer: found, wasEnded } = await untilInterrupted(async (shouldStop) => {
      const search = steinerSteps(instance, { seconds, seed, shouldStop });
      for (;;) {
        const step = search.next();
        if (step.done) return step.value;
        await breathe();
      }
    });
    const edges = Array.from(found.edges, (e) => [instance.from[e]! + 1, instance.to[e]! + 1] as const);
    const took = Math.round(performance.now() - began) / 1000;
    const percent = `${(100 * found.gap).toFixed(4)} %`;
    const proved = found.gap === 0;
    return {
      exitCode: 0,
      json: { value: found.value, lowerBound: found.lowerBound, gap: found.gap, edges, seconds: took },
      lines: [
        context.language === 'de'
          ? `Wert ${found.value}, untere Schranke ${found.lowerBound}, Lücke ${percent}${proved ? ' (optimal, bewiesen)' : ''}, ${edges.length} Kanten, ${took} s`
          : `Value ${found.value}, lower bound ${found.lowerBound}, gap ${percent}${proved ? ' (optimal, proved)' : ''}, ${edges.length} edges, ${took} s`,
      ],
      ...(wasEnded ? { remarks: [ENDED_EARLY[context.language]] } : {}),
    };
  },
};

async function readInstance(path: string): Promise<SteinerInstance> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw badArgument('<file.gr|stp>', path, `a file that can be read (${reason})`);
  }
  const { instance, prizes, issues } = parseSteinerFile(text);
  if (instance === null) throw new IssueError(issues);
  if (prizes !== null) throw new IssueError({ code: 'stp-prize-collecting', severity: 'error', where: path });
  return instance;
}
