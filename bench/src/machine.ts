/** What the figures were measured on, and how busy it was before. */
import { cpus, loadavg, totalmem } from 'node:os';

export function machine(): string {
  const [model] = cpus();
  const [load] = loadavg();
  return [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} × ${model?.model.trim() ?? process.arch}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${process.platform}, Node ${process.versions.node}`,
    `load before ${load?.toFixed(1)}`,
  ].join(', ');
}
