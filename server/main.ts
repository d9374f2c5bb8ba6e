import { execFile } from 'node:child_process';
import { createAdaptorServer } from '@hono/node-server';
import { pino } from 'pino';
import { issueSentence } from '#core/issue-texts.ts';
import { createApp } from './app.ts';
import { CLIENT_DIR, ensureClient } from './client-build.ts';
import { type Config, loadConfig, settingsReference, terminalLanguage } from './config.ts';
import { readLock } from './db/data-dir-lock.ts';
import { migrateToLatest } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { ensureDemoCity } from './demo/load-demo-city.ts';
import { FEATURES } from './features/index.ts';
import { refuseTakenAddress, takenAddress } from './refuse-taken-address.ts';
import type { Services } from './route.ts';
import { SignIn } from './sign-in.ts';
import { hostInAddress, Progress, sentencesOf } from './terminal.ts';
import { hasAdministrator } from './trust/accounts/first-administrator.ts';
import { accountTables } from './trust/accounts/tables.ts';
import { storePublicFloor } from './trust/public-floor.ts';
import { applyRetention } from './trust/retention.ts';
import { PRODUCT_VERSION } from './version.ts';

const language = terminalLanguage();
const text = (de: string, en: string) => (language === 'de' ? de : en);

/** `npm start`: database, schema, demo city on the first start, client, web server; then waits for a signal. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) return printHelp();
  const config = loadConfig(undefined, process.argv.slice(2));
  const log = pino(
    { level: config.LOG_LEVEL, redact: { paths: ['err.query', 'err.parameters', 'err.args'], remove: true } },
    pino.destination({ dest: 2, sync: true }),
  );
  for (const remark of config.remarks) console.warn(`  ! ${issueSentence(remark, language)}`);
  console.log(`Lückenlos ${PRODUCT_VERSION}`);

  // Who holds the folder already has the port too, and the folder is the better reason to give.
  if (config.DATABASE_URL || !readLock(config.DATA_DIR)) await refuseTakenAddress(config);
  const progress = new Progress();
  progress.start(text('Datenbank öffnen', 'Open the database'));
  // The build uses the other core while the database opens.
  const client = ensureClient();
  client.catch(() => undefined);
  const database = await openDatabase(config, {
    onPhase: (phase) =>
      phase === 'create' &&
      progress.start(
        text('Datenbank anlegen (nur beim ersten Start)', 'Create the database (first start only)'),
      ),
  });
  const onReady: (() => Promise<void>)[] = [];
  const onClose: (() => Promise<void>)[] = [];
  const lifetime = {
    onReady: (begin: () => Promise<void>) => void onReady.push(begin),
    onClose: (end: () => Promise<void>) => void onClose.push(end),
  };
  let closing: Promise<void> | null = null;
  let server: Awaited<ReturnType<typeof listen>> | null = null;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      await server?.close();
      await Promise.all(onClose.map((end) => end()));
      await database.close();
    })();
    return closing;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      console.log(text('\nLückenlos wird beendet …', '\nLückenlos is stopping …'));
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  try {
    await migrateToLatest(database.db);
    await storePublicFloor(database.db, config.PUBLIC_COUNT_FLOOR);
    if (!config.empty) await ensureDemoCity(database.db, progress, text);
    progress.start(text('Oberfläche bereitstellen', 'Prepare the client'));
    await client;
    progress.done();
    const signIn = new SignIn(config.DATA_DIR);
    server = await listen(config, { db: database.db, config, lifetime }, signIn, log);
    database.lock?.update({ address: server.address });
    keepPeriods(database.db, config, log);
    announce(config, server.address, signIn, await hasAdministrator(accountTables(database.db)));
    for (const begin of onReady)
      begin().catch((error: unknown) => log.error({ err: error }, 'unexpected error'));
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(config: Config, services: Services, signIn: SignIn, log: pino.Logger) {
  const app = createApp({
    services,
    features: FEATURES,
    signIn,
    clientDir: CLIENT_DIR,
    log: (error, requestId) => log.error({ err: error, requestId }, 'unexpected error'),
    onRequest: (entry) => log[entry.status >= 500 ? 'error' : 'info'](entry, 'request'),
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(takenAddress(error, config)));
    server.listen(config.PORT, config.HOST, () => done());
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : config.PORT;
  return {
    address: config.PUBLIC_URL ?? `http://${hostInAddress(config.HOST)}:${port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        if ('closeIdleConnections' in server) server.closeIdleConnections();
        // Whoever still holds a connection open after this has had its answer or will not get one.
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 10_000).unref();
      }),
  };
}

/** Deletes what has outlived its period, now and once a day. A failure is logged and tried again the next day. */
function keepPeriods(db: Services['db'], config: Config, log: pino.Logger): void {
  const run = () =>
    applyRetention(db, config).then(
      (report) => log.info({ report }, 'retention'),
      (error: unknown) => log.error({ err: error }, 'retention failed'),
    );
  setTimeout(run, 60_000).unref();
  setInterval(run, 24 * 3600_000).unref();
}

/** Says where the program is; the link that signs in without an account only while no administrator has one. */
function announce(config: Config, address: string, signIn: SignIn, hasAdministrator: boolean): void {
  const base = address.replace(/\/$/, '');
  const link = `${base}${hasAdministrator ? '/account' : signIn.path}`;
  console.log(text(`\nBereit: ${address}`, `\nReady: ${address}`));
  console.log(
    hasAdministrator
      ? text(`Anmelden: ${link}`, `Sign in: ${link}`)
      : text(
          `Als Administration anmelden (einmaliger Link): ${link}`,
          `Sign in as administrator (one-time link): ${link}`,
        ),
  );
  console.log(text('Beenden mit Strg-C.', 'Stop with Ctrl-C.'));
  if (config.open) openBrowser(link);
}

function openBrowser(url: string): void {
  const command =
    process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  execFile(command, [url], (error) => {
    if (error)
      console.warn(text(`  ! Kein Browser zu öffnen (${command}).`, `  ! No browser to open (${command}).`));
  });
}

function printHelp(): void {
  console.log('npm start -- [--empty] [--open] [--port 3000] …\n');
  const settings = settingsReference();
  const width = Math.max(...settings.map(({ name }) => name.length));
  for (const { name, description, default: fallback } of settings) {
    console.log(`  ${name.padEnd(width)} ${description} [${fallback}]`);
  }
}

main().catch((error: unknown) => {
  for (const sentence of sentencesOf(error, language)) console.error(`\n${sentence}`);
  process.exit(1);
});
