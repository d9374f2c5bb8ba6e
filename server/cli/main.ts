import { parseArgs } from 'node:util';
import { type Issue, IssueError } from '#core/issue.ts';
import { issueSentence, issueStatus, type Language } from '#core/issue-texts.ts';
import { loadConfig, terminalLanguage } from '../config.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { type OpenDatabase, openDatabase } from '../db/open.ts';
import { sentencesOf } from '../terminal.ts';
import { actingAs } from '../trust/acting.ts';
import { type Command, type CommandContext, parseArgsOptions } from './command.ts';
import { COMMANDS } from './commands/index.ts';

/**
 * `npm run lueckenlos -- <command> …`. Ends with 0 when all was done, 2 when rows were refused, 1 otherwise.
 * Errors are sentences on stderr; with `--json` also a problem document on stdout.
 */
async function main(argv: readonly string[], language: Language): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = COMMANDS.find((command) => command.name === rest[0]);
    console.log(about ? helpOf(await about.load(), language) : await overview(language));
    return 0;
  }
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (!entry)
    throw failed('unknown-command', name, { value: name, known: COMMANDS.map((c) => c.name).join(', ') });
  const command = await entry.load();
  const { values, positionals } = readArguments(command, rest);
  if (values.help) {
    console.log(helpOf(command, language));
    return 0;
  }
  if (positionals.length < command.positionals.length) {
    const missing = command.positionals[positionals.length]!;
    throw failed('argument-missing', missing, { name: `<${missing}>`, usage: command.usage });
  }
  if (positionals.length > command.positionals.length) {
    const extra = positionals[command.positionals.length]!;
    throw failed('unknown-argument', extra, { name: extra, known: command.usage });
  }
  let database: OpenDatabase | null = null;
  const context: CommandContext = {
    positionals,
    values,
    language,
    async open({ alone = false } = {}) {
      if (database) return database;
      const config = loadConfig();
      for (const remark of config.remarks) console.error(issueSentence(remark, language));
      database = await openDatabase(config, { join: !alone });
      if (!alone) await migrateToLatest(database.db);
      return database;
    },
  };
  try {
    const actor = { who: `command ${command.name}`, why: '' };
    const result = await actingAs(actor, () => command.run(context));
    if (values.json) console.log(JSON.stringify(result.json));
    else for (const line of result.lines) console.log(line);
    for (const remark of result.remarks ?? []) console.error(remark);
    return result.exitCode;
  } finally {
    await (database as OpenDatabase | null)?.close();
  }
}

function readArguments(command: Command, args: readonly string[]) {
  const { tokens } = parseArgs({
    args: [...args],
    options: parseArgsOptions(command),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const known = Object.keys(command.options).map((option) => `--${option}`);
  const problems: Issue[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option' || token.name === 'help') continue;
    const option = command.options[token.name];
    const params = { name: token.rawName, known: known.join(', ') };
    if (!option) problems.push({ code: 'unknown-argument', severity: 'error', where: token.rawName, params });
    else if (
      option.type === 'string' &&
      (token.value === undefined || (!token.inlineValue && token.value.startsWith('--')))
    ) {
      const missing = { name: token.rawName, usage: command.usage };
      problems.push({ code: 'argument-missing', severity: 'error', where: token.rawName, params: missing });
    }
  }
  if (problems.length > 0) throw new IssueError(problems);
  const { values, positionals } = parseArgs({
    args: [...args],
    options: parseArgsOptions(command),
    strict: false,
    allowPositionals: true,
  });
  return { values: values as CommandContext['values'], positionals };
}

async function overview(language: Language): Promise<string> {
  const commands = await Promise.all(COMMANDS.map((entry) => entry.load()));
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary[language]}`);
  return ['npm run lueckenlos -- <command> …', '', ...lines, '', 'npm run lueckenlos -- help <command>'].join(
    '\n',
  );
}

function helpOf(command: Command, language: Language): string {
  const options = Object.entries({ ...command.options }).map(([name, option]) => {
    const flag = option.type === 'string' ? `--${name} ${option.placeholder ?? '…'}` : `--${name}`;
    return `  ${flag.padEnd(26)} ${option.help[language]}`;
  });
  return [command.summary[language], '', `npm run lueckenlos -- ${command.usage}`, '', ...options].join('\n');
}

function failed(code: string, where: string, params: Issue['params']): IssueError {
  return new IssueError({ code, severity: 'error', where, ...(params ? { params } : {}) });
}

/** A problem document (RFC 9457), as the server answers it. */
function problemOf(error: unknown, language: Language) {
  const issues = error instanceof IssueError ? error.issues : [];
  const first = issues[0];
  return {
    type: `urn:lueckenlos:issue:${first?.code ?? 'internal'}`,
    title: first?.code ?? 'internal',
    status: first ? issueStatus(first) : 500,
    detail: sentencesOf(error, language)[0],
    issues: issues.map((issue) => ({ ...issue, message: issueSentence(issue, language) })),
  };
}

const language = terminalLanguage();
const argv = process.argv.slice(2);
main(argv, language).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (argv.includes('--json')) console.log(JSON.stringify(problemOf(error, language)));
    for (const sentence of sentencesOf(error, language)) console.error(sentence.split('\n')[0]);
    process.exitCode = 1;
  },
);
