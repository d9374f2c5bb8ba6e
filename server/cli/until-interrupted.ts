/** Gives the event loop a turn, so that signals arrive. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs a search that answers with the best it has when `isEnded` turns true: the first Ctrl-C (or SIGTERM) ends the search,
 * a second one the program. The work must breathe.
 */
export async function untilInterrupted<Answer>(
  work: (isEnded: () => boolean) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly wasEnded: boolean }> {
  let wasEnded = false;
  const end = () => {
    wasEnded = true;
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    return { answer: await work(() => wasEnded), wasEnded };
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}

/** Said on stderr where the search was ended by hand. */
export const ENDED_EARLY = {
  de: 'Die Suche wurde beendet; dies ist das Beste, das bis dahin gefunden und bewiesen war.',
  en: 'The search was ended; this is the best that had been found and proved by then.',
} as const;
