/**
 * Two pages of one build: `mobile.html` (served at `/m/`) and `desktop.html` (served at `/desk/`), plus the phone's
 * service worker `sw.js`. The server only hands out files, so every text file is compressed here, once and best.
 */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;
const compressible = /\.(js|css|html|svg|json|webmanifest|map)$/;
/** Below this the header costs more than compression saves. */
const worthCompressing = 1024;

/** Writes `x.br` and `x.gz` beside every text file of the build. */
function precompress(): Plugin {
  return {
    name: 'anshao:precompress',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, output] of Object.entries(bundle)) {
          if (!compressible.test(fileName)) continue;
          const source = Buffer.from(output.type === 'chunk' ? output.code : output.source);
          if (source.length < worthCompressing) continue;
          const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.br`,
            source: brotliCompressSync(source, { params: quality }),
          });
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
        }
      },
    },
  };
}

/**
 * Tells the service worker which files make up the phone surface: everything reachable from its page, parts that are
 * loaded later included, and nothing of the desk.
 */
function listShell(): Plugin {
  return {
    name: 'anshao:list-shell',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') return;
        const files = new Set<string>();
        const visit = (fileName: string) => {
          const part = bundle[fileName];
          if (files.has(fileName) || part?.type !== 'chunk') return;
          files.add(fileName);
          for (const style of part.viteMetadata?.importedCss ?? []) files.add(style);
          // The reader of codes weighs more than all the rest, and most phones have one of their own.
          for (const picture of part.viteMetadata?.importedAssets ?? [])
            if (!picture.endsWith('.wasm')) files.add(picture);
          for (const next of [...part.imports, ...part.dynamicImports]) visit(next);
        };
        for (const part of Object.values(bundle))
          if (part.type === 'chunk' && part.isEntry && part.name === 'mobile') visit(part.fileName);
        const addresses = [...files].sort().map((fileName) => `/${fileName}`);
        const shell = [...addresses, '/icon.svg', '/manifest.webmanifest'];
        const version = createHash('sha256').update(shell.join()).digest('hex').slice(0, 12);
        worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify({ version, files: shell }));
      },
    },
  };
}

/**
 * Our pages forbid `eval`, and the schema compiler finds that out by trying, which every browser reports as an attack
 * on the page. It is told instead, and checks schemas as it does without it.
 */
function withoutEval(): Plugin {
  return {
    name: 'anshao:without-eval',
    transform(_code, id) {
      if (!/typebox\/build\/system\/environment\/evaluate\.mjs$/.test(id)) return undefined;
      return `export const CanEvaluate = () => false;
export function Evaluate() { throw new Error('this page evaluates no text'); }`;
    },
  };
}

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

// Of the schemas' library only what describes; what checks is the designer's.
const sharedAtOnce =
  /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|@tanstack|typebox\/build\/(?!schema|compile|value|type\/(script|engine|extends)|system\/(hashing|locale)))\/|packages\/core\/src\/(base|access|org|tasks|daily-reports|files|messaging|audit)\/(contract|[a-z]+-calls|shapes|errors|call|schemas)\.ts|packages\/core\/src\/forms\/messages\.ts|packages\/web\/src\/(base\/[^.]+|messages\/base\.[a-z]+)\.tsx?|vite\/|rolldown/;

/**
 * The pages somebody meets before signing in, with what only they are made of: one file and one sheet beyond the first
 * page's. What they share with signed-in pages stays where it is, hence without their dependencies.
 */
const wayIn = /packages\/web\/src\/mobile\/binding\/(?!ChangeRequestPage)/;

/** The phone's frame, which the designer's preview shows as well: left alone it became three files. */
const phoneFrame =
  /packages\/web\/src\/(mobile\/(frame|queue|storage)\/|mobile\/(text|messages\/unread|home\/open-tasks)\.|messages\/mobile|files\/(outgoing|keep)\.)/;

export default defineConfig({
  root: here,
  base: '/',
  // The list goes into the worker before it is compressed.
  plugins: [react(), withoutEval(), pageAddresses(), listShell(), precompress()],
  build: {
    // WeChat's built-in browser on cheap Android phones is often several years behind.
    target: ['es2020', 'chrome87', 'safari14'],
    cssTarget: ['chrome87', 'safari14'],
    outDir: 'dist',
    assetsDir: 'assets',
    sourcemap: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        mobile: resolve(here, 'mobile.html'),
        desktop: resolve(here, 'desktop.html'),
        sw: resolve(here, 'src/sw.ts'),
      },
      output: {
        // The worker's address must never change and its folder decides what it may serve.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // What both surfaces need at once, in one file: left alone it became nine, each a round trip on a phone.
        codeSplitting: {
          groups: [
            { name: 'shared', test: sharedAtOnce },
            { name: 'frame', test: phoneFrame, includeDependenciesRecursively: false },
            { name: 'way-in', test: wayIn, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
});
