import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import type { FromWorker, Messages, MessageType, ToWorker } from './messages.ts';
import { PlannerEngine } from './planner-engine.ts';

/**
 * The worker's end: one question at a time, in the order they came, but tiles first, since they are quick and the map
 * waits for them. An aborted question is not begun.
 */

const post = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
const engine = new PlannerEngine((progress) => post({ progress }));
type Question = Exclude<ToWorker, { abort: number }>;
let waiting: Question[] = [];
let working = false;

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if ('abort' in message) waiting = waiting.filter(({ id }) => id !== message.abort);
  else {
    waiting.push(message);
    if (!working) void workOff();
  }
});

async function workOff(): Promise<void> {
  working = true;
  // A turn of the event loop lets in what was sent meanwhile: aborts, and tiles that go first.
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve));
    const next = waiting.find(({ type }) => type === 'tile' || type === 'changeTile') ?? waiting[0];
    if (!next) break;
    waiting = waiting.filter((question) => question !== next);
    await answer(next.id, next.type, next.request);
  }
  working = false;
}

async function answer(id: number, type: MessageType, request: unknown): Promise<void> {
  try {
    const work = engine[type].bind(engine) as (request: unknown) => Messages[MessageType]['result'];
    const result = await work(request);
    post({ id, result }, result instanceof ArrayBuffer ? [result] : []);
  } catch (error) {
    post({ id, error: { message: messageOf(error), code: codeOf(error) } });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof IssueError) return error.issues.map((issue) => issueSentence(issue, 'de')).join(' ');
  return error instanceof Error ? error.message : String(error);
}

const codeOf = (error: unknown) =>
  error instanceof IssueError ? (error.issues[0]?.code ?? 'issue') : 'failure';
