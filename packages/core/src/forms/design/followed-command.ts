/** A command that speaks of parts by their new names. */
import type { Command } from './commands.ts';
import { fieldsetOf, keyOf, type ListRef, type PartRef, type Place, pathOf } from './parts.ts';

/** @param names former name → name now; what lies in a renamed subform or container goes with it */
export function followedCommand(command: Command, names: ReadonlyMap<PartRef, PartRef>): Command {
  if (names.size === 0) return command;
  const part = (ref: PartRef): PartRef => {
    const direct = names.get(ref);
    if (direct !== undefined) return direct;
    const around = ref.startsWith('#') ? '' : fieldsetOf(ref);
    return around === '' ? ref : pathOf(part(around), keyOf(ref));
  };
  const list = (ref: ListRef): ListRef => {
    const [owner = '', column] = ref.split('/');
    return column === undefined ? part(owner) : `${part(owner)}/${column}`;
  };
  const place = (at: Place): Place => ({ in: list(at.in), after: at.after === null ? null : part(at.after) });
  switch (command.do) {
    case 'addField':
    case 'addNode':
    case 'paste':
      return { ...command, at: place(command.at) };
    case 'addTab':
      return { ...command, tabs: part(command.tabs), after: command.after === null ? null : part(command.after) };
    case 'setNode':
    case 'setColumns':
      return { ...command, node: part(command.node) };
    case 'move':
      return { ...command, parts: command.parts.map(part), to: place(command.to) };
    case 'remove':
    case 'duplicate':
      return { ...command, parts: command.parts.map(part) };
    case 'setRules':
      return { ...command, of: list(command.of) };
    case 'setField':
    case 'setKey':
    case 'setType':
    case 'setWidth':
    case 'addOptions':
    case 'setOption':
    case 'moveOption':
    case 'removeOptions':
      return { ...command, field: part(command.field) };
    case 'setForm':
    case 'setSettings':
    case 'replace':
      return command;
    default:
      return command satisfies never;
  }
}
