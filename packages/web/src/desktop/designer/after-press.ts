/**
 * A press that leaves a text field first makes it lose the focus. What is then put elsewhere on the page would no longer
 * be under the pointer when it is let go, and the press would be lost; so it waits until the press is over.
 */
let isPressed = false;

if (typeof window !== 'undefined') {
  window.addEventListener('pointerdown', () => (isPressed = true), true);
  for (const over of ['pointerup', 'pointercancel', 'dragend'])
    window.addEventListener(over, () => (isPressed = false), true);
}

/** Does it at once, or when the pointer that is down has done its work. */
export function afterPress(work: () => void): void {
  if (!isPressed) {
    work();
    return;
  }
  // The click comes right after the pointer is up.
  window.addEventListener('pointerup', () => setTimeout(work), { once: true, capture: true });
}
