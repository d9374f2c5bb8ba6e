import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds `dist/client`. `npm run dev` serves the client with a server on port 3000 behind it. */
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  // The page's policy forbids inline data, so that nothing but own files is ever loaded.
  build: {
    outDir: here('../dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        main: here('./index.html'),
        wlan: here('./wlan/index.html'),
        account: here('./account/main.ts'),
        'wlan-sw': here('./wlan/service-worker.ts'),
      },
      output: {
        // A service worker answers for the paths below its own, so it lies at the root and keeps its name.
        // The script of the account pages, which the server writes, keeps its name too.
        entryFileNames: ({ name }) =>
          ['wlan-sw', 'account'].includes(name) ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/tiles', '/ogc', '/sign-in', '/account', '/administration', '/wlan'].map((path) => [
        path,
        'http://localhost:3000',
      ]),
    ),
  },
});
