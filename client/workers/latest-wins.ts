/**
 * Runs `work` for the newest argument only: while one run is under way, later arguments replace each other, so a
 * slider never queues up old positions. The result of every finished run is handed on, in order.
 */
export function latestWins<Argument, Result>(
  work: (argument: Argument) => Promise<Result>,
  onResult: (result: Result, argument: Argument) => void,
  onError: (error: unknown) => void,
): (argument: Argument) => void {
  let running = false;
  let waiting: { argument: Argument } | null = null;
  const run = async (argument: Argument) => {
    running = true;
    try {
      onResult(await work(argument), argument);
    } catch (error) {
      onError(error);
    }
    running = false;
    const next = waiting;
    waiting = null;
    if (next) void run(next.argument);
  };
  return (argument) => {
    if (running) waiting = { argument };
    else void run(argument);
  };
}
