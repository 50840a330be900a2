/**
 * Two pages of one build: `mobile.html` (served at `/m/`) and `desktop.html` (served at `/desk/`), plus the phone's
 * service worker `sw.js`. The server only hands out files, so every text file is compressed here, once and best.
 */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { keepApart } from './build/keep-apart.ts';
import { lightOptional, withoutEval, withoutServersPart } from './build/leave-out.ts';
import { listShell } from './build/list-shell.ts';
import { precompress } from './build/precompress.ts';
import { groups } from './build/splitting.ts';

const here = import.meta.dirname;

/** In development the two pages answer at the addresses the server gives them. */
function pageAddresses(): Plugin {
  return {
    name: 'anshao:page-addresses',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = request.url?.split('?')[0] ?? '';
        if (/^\/m(\/[^.]*)?$/.test(path)) request.url = '/mobile.html';
        else if (/^\/desk(\/[^.]*)?$/.test(path)) request.url = '/desktop.html';
        next();
      });
    },
  };
}

export default defineConfig({
  root: here,
  base: '/',
  // The list goes into the worker before it is compressed.
  plugins: [
    react(),
    withoutEval(),
    withoutServersPart(),
    lightOptional(),
    pageAddresses(),
    keepApart(),
    listShell(),
    precompress(),
  ],
  build: {
    // WeChat's built-in browser on cheap Android phones is often several years behind.
    target: ['es2020', 'chrome87', 'safari14'],
    cssTarget: ['chrome87', 'safari14'],
    outDir: 'dist',
    assetsDir: 'assets',
    sourcemap: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      treeshake: {
        // The schemas' library sets nothing up beyond its own files.
        moduleSideEffects: (id) => !/\/node_modules\/typebox\//.test(id),
        manualPureFunctions: ['Type', 'Nullable', 'Page', 'AllOptional', 'RecordOf'],
      },
      input: {
        mobile: resolve(here, 'mobile.html'),
        desktop: resolve(here, 'desktop.html'),
        sw: resolve(here, 'src/sw.ts'),
      },
      output: {
        // The worker's address must never change and its folder decides what it may serve.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
});
