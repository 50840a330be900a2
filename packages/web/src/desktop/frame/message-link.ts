/** Where a notice leads when it is opened at the desk; pure. */

export type MessageTarget =
  /** A page of the desk, as its router names it. */
  | { readonly at: 'desk'; readonly path: string }
  /** The phone's surface is a page of its own. */
  | { readonly at: 'phone'; readonly address: string };

/** @param link path inside the product (`/desk/board?…`, `/m/report/…`); anything else leads nowhere */
export function targetOf(link: string | null): MessageTarget | undefined {
  if (link?.startsWith('/desk/')) return { at: 'desk', path: link.slice('/desk'.length) };
  if (link?.startsWith('/m/')) return { at: 'phone', address: link };
  return undefined;
}
