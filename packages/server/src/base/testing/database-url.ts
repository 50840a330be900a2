/** The same server, another database. Works for socket addresses too, whose host stands in the query. */
export function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}
