import type { Plugin } from 'vite';

/**
 * Fails the build when a part of one surface is made to load the entry of the other, which would then start there: what
 * both use belongs into a file of its own (`splitting.ts`).
 */
export function keepApart(): Plugin {
  return {
    name: 'anshao:keep-apart',
    apply: 'build',
    generateBundle(_options, bundle) {
      const entries = Object.values(bundle).filter((part) => part.type === 'chunk' && part.isEntry);
      for (const entry of entries) {
        const seen = new Set<string>();
        const visit = (fileName: string, way: readonly string[]) => {
          const part = bundle[fileName];
          if (part?.type !== 'chunk' || seen.has(fileName)) return;
          seen.add(fileName);
          if (part.isEntry && part !== entry)
            this.error(`${[...way, fileName].join(' → ')} loads the entry of another page`);
          for (const next of [...part.imports, ...part.dynamicImports]) visit(next, [...way, fileName]);
        };
        visit(entry.fileName, []);
      }
    },
  };
}
