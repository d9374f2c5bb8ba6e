import { parentPort, workerData } from 'node:worker_threads';
import { IssueError } from '#core/issue.ts';
import type { NetworkRequest } from '#core/network/plan.ts';
import { planNetwork } from '#core/network/plan-network.ts';

/** Works out one plan in a thread of its own and ends. */
try {
  parentPort!.postMessage({ plan: planNetwork(workerData as NetworkRequest) });
} catch (error) {
  if (error instanceof IssueError) parentPort!.postMessage({ issues: error.issues });
  else throw error;
}
