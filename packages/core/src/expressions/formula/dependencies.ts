/** In which order formulas that read each other are evaluated. */

export interface DependencyOrder {
  /** Every formula after those it reads; those of a cycle, and what reads them, are left out. */
  readonly order: readonly string[];
  /** Each cycle by its path, the first named again at the end: `a`, `b`, `a`. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * @param reads for each formula (by the path of the field it fills) the paths it reads; what is no formula is ignored
 * @returns an order that does not change with the order in which the formulas are given, unless they are independent
 */
export function dependencyOrder(reads: ReadonlyMap<string, readonly string[]>): DependencyOrder {
  const order: string[] = [];
  const cycles: string[][] = [];
  const states = new Map<string, 'open' | 'done' | 'broken'>();
  // With a stack of its own, for a chain of formulas may be longer than that of the machine.
  for (const start of reads.keys()) {
    if (states.has(start)) continue;
    const path: { readonly name: string; next: number; isBroken: boolean }[] = [];
    const enter = (name: string) => {
      states.set(name, 'open');
      path.push({ name, next: 0, isBroken: false });
    };
    enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const read: string | undefined = reads.get(step.name)?.[step.next];
      step.next += 1;
      if (read === undefined) {
        states.set(step.name, step.isBroken ? 'broken' : 'done');
        if (!step.isBroken) order.push(step.name);
        path.pop();
        const above = path.at(-1);
        if (above && step.isBroken) above.isBroken = true;
      } else if (reads.has(read)) {
        const state = states.get(read);
        if (state === 'open') {
          const names = path.map(({ name }) => name);
          cycles.push([...names.slice(names.indexOf(read)), read]);
        }
        if (state === undefined) enter(read);
        else if (state !== 'done') step.isBroken = true;
      }
    }
  }
  return { order, cycles };
}

/** `a → b → a`, with labels in place of paths where there are any. */
export function cyclePath(cycle: readonly string[], labelOf: (path: string) => string = (path) => path): string {
  return cycle.map(labelOf).join(' → ');
}
