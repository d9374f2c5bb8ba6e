import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import type { FromWorker, Messages, MessageType, ToWorker } from './messages.ts';
import { PlannerEngine } from './planner-engine.ts';

/** The worker's end: one question at a time, in the order they came; an aborted one is not begun. */

const post = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
const engine = new PlannerEngine((progress) => post({ progress }));
const abortedIds = new Set<number>();
let last: Promise<void> = Promise.resolve();

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if ('abort' in message) {
    abortedIds.add(message.abort);
    return;
  }
  last = last.then(() => answer(message.id, message.type, message.request));
});

async function answer(id: number, type: MessageType, request: unknown): Promise<void> {
  // A turn of the event loop lets aborts arrive that were sent meanwhile.
  await new Promise((resolve) => setTimeout(resolve));
  if (abortedIds.delete(id)) return;
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
