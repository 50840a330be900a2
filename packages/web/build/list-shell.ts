import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Tells the service worker which files make up the phone surface: everything reachable from its page, parts that are
 * loaded later included, and nothing of the desk.
 */
export function listShell(): Plugin {
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
