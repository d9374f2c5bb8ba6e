import type { Issue } from '#core/issue.ts';
import type { SteinerInstance } from './graph.ts';

export interface ParsedSteinerFile {
  /** null where an error stands in `issues`. */
  readonly instance: SteinerInstance | null;
  /** Prize of each terminal where the file is a prize-collecting one (`TP v prize`), in the order of `terminals`. */
  readonly prizes: Float64Array | null;
  readonly issues: readonly Issue[];
}

const MOST_ISSUES = 20;
/** Beyond this the numbers of the nodes alone fill the memory; the largest published instances have some 200,000. */
const MOST_NODES = 10_000_000;
/** Sections whose lines are not about the graph, so that a remark may begin with any word. */
const ASIDE = /^(?!graph|terminals)/;
/** Words that may begin a line of a graph or of terminals besides those that are read. */
const KNOWN_WORDS = new Set([
  'section',
  'end',
  'eof',
  '',
  'root',
  'rootp',
  'obstacles',
  'name',
  'creator',
  'remark',
  'c',
  '#',
]);

/**
 * Reads a Steiner tree instance in PACE 2018 `.gr` or SteinLib `.stp` form: `Nodes n`, `Edges m`, `E u v w` (1-based,
 * undirected), `Terminals k`, `T v`; `A u v w` arcs are refused, since the solver is undirected. Costs must be whole
 * numbers. Comments, coordinates and other sections are passed over. Issues name the line and the value found. Codes:
 * `stp-malformed-line`, `stp-number-out-of-range`, `stp-count-mismatch`, `stp-missing-section`, `stp-directed`.
 */
export function parseSteinerFile(text: string): ParsedSteinerFile {
  const issues: Issue[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const terminals: number[] = [];
  const prizes: number[] = [];
  const seen = new Set<number>();
  const declared = { nodes: -1, edges: -1, terminals: -1 };
  let total = 0;
  let section: string | null = null;
  let terminalLines = 0;
  const lines = text.split(/\r\n|\n|\r/);
  const complain = (code: string, line: number, value: string, expected: string): void => {
    if (issues.length < MOST_ISSUES)
      issues.push({
        code,
        severity: 'error',
        where: `line ${line}`,
        params: { value: value.slice(0, 80), expected },
      });
  };
  for (let i = 0; i < lines.length; i++) {
    const words = lines[i].trim().split(/\s+/);
    const key = words[0].toLowerCase();
    if (key === 'section') section = (words[1] ?? '').toLowerCase();
    else if (key === 'end') section = null;
    else if (section !== null && ASIDE.test(section)) continue;
    const node = (word: string | undefined): number => {
      const value = wholeNumber(word);
      if (declared.nodes < 0)
        complain('stp-missing-section', i + 1, lines[i], 'Nodes n before the first edge');
      else if (!(value >= 1 && value <= declared.nodes))
        complain('stp-number-out-of-range', i + 1, word ?? '', `a node from 1 to ${declared.nodes}`);
      else return value - 1;
      return -1;
    };
    if (key === 'nodes' || key === 'edges' || key === 'terminals') {
      const value = wholeNumber(words[1]);
      if (!(value >= 0 && value < 2 ** 31)) complain('stp-malformed-line', i + 1, lines[i], 'a whole number');
      else if (key === 'nodes' && value > MOST_NODES) {
        complain('stp-number-out-of-range', i + 1, words[1]!, `at most ${MOST_NODES} nodes`);
        break;
      } else declared[key] = value;
    } else if (key === 'a' || key === 'arcs') {
      complain('stp-directed', i + 1, lines[i], 'undirected edges E u v w');
      break;
    } else if (key === 'e') {
      if (words.length !== 4) {
        complain('stp-malformed-line', i + 1, lines[i], 'E u v cost');
        continue;
      }
      const u = node(words[1]);
      const v = node(words[2]);
      const w = wholeNumber(words[3]);
      if (!(w >= 0)) complain('stp-number-out-of-range', i + 1, words[3], 'a whole cost of 0 or more');
      else if (total + w > Number.MAX_SAFE_INTEGER) {
        complain('stp-number-out-of-range', i + 1, words[3], 'a sum of all costs below 2^53');
        break;
      } else if (u >= 0 && v >= 0) {
        total += w;
        from.push(u);
        to.push(v);
        cost.push(w);
      }
    } else if (key === 't' || key === 'tp') {
      terminalLines++;
      const v = node(words[1]);
      if (words.length !== (key === 't' ? 2 : 3))
        complain('stp-malformed-line', i + 1, lines[i], key === 't' ? 'T v' : 'TP v prize');
      else if (v >= 0 && !seen.has(v)) {
        seen.add(v);
        terminals.push(v);
        if (key === 'tp') {
          const prize = Number(words[2]);
          if (!(prize >= 0)) complain('stp-number-out-of-range', i + 1, words[2], 'a prize of 0 or more');
          prizes.push(prize);
        }
      }
    } else if (section !== null && !KNOWN_WORDS.has(key))
      complain('stp-malformed-line', i + 1, lines[i], `a line of the section ${section}`);
    // Everything else is a section's frame or stands before the first one.
  }
  if (issues.length === 0) {
    if (declared.nodes < 0) complain('stp-missing-section', lines.length, '', 'Nodes n');
    else if (declared.edges >= 0 && declared.edges !== from.length)
      complain('stp-count-mismatch', lines.length, String(from.length), `${declared.edges} edges`);
    // Who names a terminal twice may have counted it twice.
    else if (declared.terminals >= 0 && ![terminals.length, terminalLines].includes(declared.terminals))
      complain(
        'stp-count-mismatch',
        lines.length,
        String(terminals.length),
        `${declared.terminals} terminals`,
      );
    else if (terminals.length === 0) complain('stp-missing-section', lines.length, '', 'at least one T v');
    else if (prizes.length > 0 && prizes.length !== terminals.length)
      complain('stp-malformed-line', lines.length, 'T, TP', 'either T or TP lines, not both');
  }
  if (issues.length > 0) return { instance: null, prizes: null, issues };
  return {
    instance: {
      nodes: declared.nodes,
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      cost: Float64Array.from(cost),
      terminals: Int32Array.from(terminals),
    },
    prizes: prizes.length > 0 ? Float64Array.from(prizes) : null,
    issues,
  };
}

function wholeNumber(word: string | undefined): number {
  return word !== undefined && /^\d+$/.test(word) ? Number(word) : Number.NaN;
}
