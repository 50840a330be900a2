/** The picture library, loaded with the first picture: it is 25 MB that most processes at most hours do not need. */
import type sharp from 'sharp';

let loading: Promise<typeof sharp> | undefined;

export function sharpLibrary(): Promise<typeof sharp> {
  loading ??= import('sharp').then(({ default: library }) => {
    // Work is bounded outside (two files at once); more threads per picture would only contend, and a cache of decoded
    // pictures would never be hit.
    library.concurrency(1);
    library.cache(false);
    return library;
  });
  return loading;
}
