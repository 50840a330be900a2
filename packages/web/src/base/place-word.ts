import { baseText } from './base-text.ts';

/** The place of a post in the reader's language; one that stands for itself (an administrator's) is everywhere. */
export function placeWord(post: { readonly placeName: string | null }): string {
  return post.placeName ?? baseText('everywhere');
}
