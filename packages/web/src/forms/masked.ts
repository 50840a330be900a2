/** Whether the server has hidden a part of the text (`330***********1234`). */
export function isMasked(text: string): boolean {
  return text.includes('****');
}
