import { IssueError } from '#core/issue.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';
import { type EdgeDetour, edgeDetour } from '#core/network/edge-detour.ts';
import type { Place } from '#core/network/plan.ts';
import { planNetworkAsync } from '#core/network/plan-network.ts';
import { prepareNetwork } from '#core/network/prepare-network.ts';
import type { FromNetworkWorker, NetworkInputs, NetworkStep, ToNetworkWorker } from './network-messages.ts';

/** Plans networks beside the worker that classifies, so that the map stays alive while the search runs. */

/** Steps are told no more often than this, milliseconds. */
const TELL_MS = 150;

const post = (message: FromNetworkWorker) => self.postMessage(message);
let inputs: NetworkInputs | null = null;
let stopped = 0;
let queue: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<ToNetworkWorker>) => {
  if ('stop' in data) stopped = Math.max(stopped, data.stop);
  else if ('ask' in data) queue = queue.then(() => explain(data));
  // One search after the other; a later question has stopped the one before it.
  else queue = queue.then(() => answer(data));
});

async function answer({
  id,
  inputs: given,
  choices,
}: Extract<ToNetworkWorker, { id: number }>): Promise<void> {
  inputs = given ?? inputs;
  try {
    if (!inputs) throw new Error('no inputs');
    let toldAt = 0;
    let toldValue = Number.POSITIVE_INFINITY;
    const plan = await planNetworkAsync({
      ...inputs,
      ...choices,
      shouldStop: () => stopped >= id,
      onProgress: (progress) => {
        const now = performance.now();
        if (now - toldAt < TELL_MS) return;
        toldAt = now;
        let tree: readonly (readonly Place[])[] | null = null;
        if (progress.value < toldValue) {
          toldValue = progress.value;
          tree = progress.tree().map(({ line }) => line);
        }
        const { value, lowerBound, gap, seconds } = progress;
        post({ id, step: { value, lowerBound, gap, seconds, tree } satisfies NetworkStep });
      },
    });
    post({ id, plan });
  } catch (error) {
    post({ id, error: { code: codeOf(error), message: messageOf(error) } });
  }
}

/** A question that cannot be answered (the streets have changed) is answered with nothing. */
function explain(question: Extract<ToNetworkWorker, { ask: number }>): void {
  inputs = question.inputs ?? inputs;
  let detour: EdgeDetour | null = null;
  try {
    if (inputs)
      detour = edgeDetour(prepareNetwork({ ...inputs, ...question.choices }), question.plan, question.edge);
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
  }
  post({ ask: question.ask, detour });
}

const language = (): Language => (self.name.endsWith('-en') ? 'en' : 'de');

function messageOf(error: unknown): string {
  if (error instanceof IssueError)
    return error.issues.map((issue) => issueSentence(issue, language())).join(' ');
  return error instanceof Error ? error.message : String(error);
}

const codeOf = (error: unknown) =>
  error instanceof IssueError ? (error.issues[0]?.code ?? 'issue') : 'failure';
