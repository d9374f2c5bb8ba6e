import { ApiProblem } from '../api.ts';

/**
 * Ends the session and reads the page anew, so that nothing of it stays in memory.
 */
export async function signOut(): Promise<void> {
  const answer = await fetch('/account/sign-out', { method: 'POST', redirect: 'manual' }).catch(() => null);
  // The server leads to the sign-in page, which a script sees as an opaque answer.
  if (!answer || !(answer.ok || answer.type === 'opaqueredirect')) throw new ApiProblem(0, 'network');
  location.reload();
}
