import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Issue, IssueError } from '#core/issue.ts';
import type { Language } from '#core/issue-texts.ts';
import { missingOidcSettings, OIDC_SETTINGS } from './oidc-settings.ts';

const days = (fallback: number) => z.coerce.number().int().min(0).max(36_500).default(fallback);

/**
 * The settings of a running Lückenlos, parsed once from flags and environment. This is the only reader of
 * `process.env` and `process.argv` in the server.
 */
const settings = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe('TCP port of the web server; 0 takes a free one'),
  HOST: z.string().min(1).default('localhost').describe('Host name or address to listen on'),
  DATA_DIR: z.string().min(1).default('.data').describe('Folder of the embedded database, logs and caches'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .refine(
      // Several hosts, which the driver takes, are no URL; the first alone is.
      (text) => URL.canParse(text.replace(/(\/\/(?:[^@/]*@)?[^,/]*),[^/]*/, '$1')),
      'must be postgres://user:password@host:port/name, with %.. for special characters of the password',
    )
    .optional()
    .describe('PostgreSQL ≥ 15 with PostGIS ≥ 3.3; without it the embedded database in DATA_DIR is used'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(8).describe('Connections to the database'),
  BASEMAP_STYLE_URL: z
    .url()
    .optional()
    .describe('MapLibre style of a basemap; without it the own streets and districts are drawn'),
  PLACE_NAME: z.string().min(1).default('Hannover').describe('Name of the city or region on every screen'),
  PUBLIC_URL: z.url().optional().describe('Address under which users reach the service, if behind a proxy'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('warn')
    .describe('Detail of the log'),
  RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe('Requests per minute and address; 0 for no limit; without it 1200, and none for this machine'),
  TRUST_PROXY: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('Whether X-Forwarded-For is set by a proxy of ours and names the client'),
  PUBLIC_COUNT_FLOOR: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe('Smallest count of households, people or buildings that the public is told'),
  BACKUP_DIR: z.string().min(1).optional().describe('Folder of backups, from which expired ones are deleted'),
  RETENTION_REPORT_DAYS: days(365).describe('Days a closed report of the public is kept; 0 for ever'),
  RETENTION_LOGIN_DAYS: days(30).describe(
    'Days ended sessions, unused links and failed tries are kept; 0 for ever',
  ),
  RETENTION_IMPORT_DAYS: days(90).describe('Days an uploaded file is kept after its last change; 0 for ever'),
  RETENTION_EARLIER_DAYS: days(730).describe('Days the earlier state of a data set is kept; 0 for ever'),
  RETENTION_AUDIT_DAYS: days(0).describe('Days the audit trail keeps the content of a change; 0 for ever'),
  RETENTION_BACKUP_DAYS: days(35).describe('Days a backup in BACKUP_DIR is kept; 0 for ever'),
  FETCH_PRIVATE_HOSTS: z
    .string()
    .default('')
    .describe('Hosts inside the own network that feeds may be fetched from, separated by spaces'),
  WLAN_FEEDS: z
    .string()
    .optional()
    .refine(
      (text) =>
        (text ?? '')
          .split(/\s+/)
          .every((each) => each === '' || /^https?:$/.test(URL.parse(each)?.protocol ?? '')),
      'addresses with http:// or https://, separated by spaces',
    )
    .describe(
      'Monitored feeds of the state of hotspots, separated by spaces; behind # the data set they speak of',
    ),
  ACCESSIBILITY_CONTACT: z
    .string()
    .max(500, 'at most 500 characters')
    .optional()
    .describe('Whom people tell about barriers of the public pages: name, e-mail, telephone'),
  ACCESSIBILITY_ENFORCEMENT: z
    .string()
    .max(1000, 'at most 1000 characters')
    .optional()
    .describe('Name and address of the enforcement body named in the accessibility statement'),
  ...OIDC_SETTINGS,
});

type Settings = z.infer<typeof settings>;

export interface Config extends Settings {
  /** Do not generate the demo city on an empty database. */
  readonly empty: boolean;
  /** Open the planner's link in the browser after the start. */
  readonly open: boolean;
  /** Warnings about the configuration itself, e.g. a name that is probably a slip. */
  readonly remarks: readonly Issue[];
}

/** Flags that mirror a setting (`--port 8080`) and switches of the start command. */
const SWITCHES = ['empty', 'open', 'help'] as const;

/** The language of terminal messages: German where the system is, else English. */
export function terminalLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  return /^de/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'de' : 'en';
}

/** The reference of all settings, for `--help` and `docs/operations.md`. */
export function settingsReference(): { name: string; description: string; default: string }[] {
  return Object.entries(settings.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    return {
      name,
      description: schema.description ?? '',
      default: fallback.success && fallback.data !== undefined ? String(fallback.data) : '–',
    };
  });
}

/**
 * Reads settings from flags (which win) and environment.
 * @throws IssueError with one issue per bad or unknown setting, each naming it and its value.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, argv: readonly string[] = []): Config {
  const flags = parseFlags(argv);
  const given: Record<string, string> = {};
  for (const name of Object.keys(settings.shape)) {
    const value = flags.values[name] ?? env[name];
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = settings.safeParse(given);
  const issues: Issue[] = [...flags.issues, ...unknownVariables(env), ...missingOidcSettings(given)];
  if (!parsed.success) {
    for (const problem of parsed.error.issues) {
      const name = String(problem.path[0]);
      issues.push({
        code: 'bad-setting',
        severity: 'error',
        where: name,
        params: { name, value: redact(name, given[name] ?? ''), expected: problem.message },
      });
    }
  }
  if (!parsed.success || issues.some((i) => i.severity === 'error')) throw new IssueError(issues);
  return {
    ...parsed.data,
    DATA_DIR: resolve(parsed.data.DATA_DIR),
    empty: flags.switches.has('empty'),
    open: flags.switches.has('open'),
    remarks: issues,
  };
}

function parseFlags(argv: readonly string[]) {
  const issues: Issue[] = [];
  const values: Record<string, string> = {};
  const switches = new Set<string>();
  const { tokens } = parseArgs({ args: [...argv], strict: false, tokens: true });
  const nameOf = (flag: string) => flag.toUpperCase().replaceAll('-', '_');
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'positional') {
      issues.push(unknown('unknown-argument', token.value));
    } else if (token.kind === 'option') {
      if ((SWITCHES as readonly string[]).includes(token.name)) switches.add(token.name);
      else if (nameOf(token.name) in settings.shape) {
        const next = tokens[i + 1];
        const value = token.value ?? (next?.kind === 'positional' ? next.value : undefined);
        if (token.value === undefined && next?.kind === 'positional') i++;
        values[nameOf(token.name)] = value ?? '';
      } else issues.push(unknown('unknown-argument', token.rawName));
    }
  }
  return { values, switches, issues };
}

function unknown(code: string, name: string): Issue {
  const known = [
    ...SWITCHES,
    ...Object.keys(settings.shape).map((n) => n.toLowerCase().replaceAll('_', '-')),
  ];
  return {
    code,
    severity: 'error',
    where: name,
    params: { name, known: known.map((k) => `--${k}`).join(', ') },
  };
}

/** A variable with our prefix that we do not know, or one letter away from ours, is probably a slip. */
function unknownVariables(env: NodeJS.ProcessEnv): Issue[] {
  const names = Object.keys(settings.shape);
  const issues: Issue[] = [];
  for (const name of Object.keys(env)) {
    if (names.includes(name)) continue;
    if (name.startsWith('LUECKENLOS_')) {
      issues.push({
        code: 'unknown-setting',
        severity: 'error',
        where: name,
        params: { name, known: names.join(', ') },
      });
      continue;
    }
    const near = names.find((n) => n.length >= 7 && editDistance(n, name) <= 2);
    if (near)
      issues.push({ code: 'similar-setting', severity: 'warning', where: name, params: { name, near } });
  }
  return issues;
}

/** What may be said of a value: passwords in addresses, queries that hold keys, and secrets are left out. */
function redact(name: string, value: string): string {
  if (/SECRET|PASSWORD|TOKEN|_KEY$/.test(name)) return '…';
  // Up to the last @: a password with / : or @ in it, not escaped, is what the setting may be refused for.
  return value.replace(/(\/\/[^:@/\s]*):\S*@/g, '$1:…@').replace(/\?[^\s#]*/g, '?…');
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitute, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}
