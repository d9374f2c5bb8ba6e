import type { AnsweredRequest } from './answered-request.ts';

const BOUNDS_S = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  readonly labels: string;
  count: number;
  sumS: number;
  readonly buckets: number[];
}

/** Figures of this process in the Prometheus text format 0.0.4; counts only, nothing of who asked for what. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #durations = new Map<string, Series>();

  observe({ method, route, status, ms }: AnsweredRequest): void {
    const key = `method="${quoted(method)}",route="${quoted(route)}",status="${status}"`;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
    let series = this.#durations.get(route);
    if (!series) {
      series = { labels: `route="${quoted(route)}"`, count: 0, sumS: 0, buckets: BOUNDS_S.map(() => 0) };
      this.#durations.set(route, series);
    }
    const seconds = ms / 1000;
    series.count++;
    series.sumS += seconds;
    for (let i = 0; i < BOUNDS_S.length; i++) if (seconds <= BOUNDS_S[i]!) series.buckets[i]!++;
  }

  /** The exposition, with the process's own memory, uptime and whatever gauges the caller adds. */
  text(gauges: readonly { name: string; help: string; value: number }[] = []): string {
    const lines = [
      '# HELP lueckenlos_requests_total Answered requests.',
      '# TYPE lueckenlos_requests_total counter',
    ];
    for (const [labels, count] of this.#requests) lines.push(`lueckenlos_requests_total{${labels}} ${count}`);
    lines.push(
      '# HELP lueckenlos_request_seconds Time to an answer.',
      '# TYPE lueckenlos_request_seconds histogram',
    );
    for (const { labels, count, sumS, buckets } of this.#durations.values()) {
      BOUNDS_S.forEach((bound, i) => {
        lines.push(`lueckenlos_request_seconds_bucket{${labels},le="${bound}"} ${buckets[i]}`);
      });
      lines.push(
        `lueckenlos_request_seconds_bucket{${labels},le="+Inf"} ${count}`,
        `lueckenlos_request_seconds_sum{${labels}} ${sumS}`,
        `lueckenlos_request_seconds_count{${labels}} ${count}`,
      );
    }
    for (const { name, help, value } of gauges)
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`);
    return `${lines.join('\n')}\n`;
  }
}

/** The figures of this process. */
export const METRICS = new Metrics();

function quoted(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
