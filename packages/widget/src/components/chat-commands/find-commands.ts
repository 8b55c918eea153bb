import type { Command } from './commands.ts'

/** Commands under a heading. */
export interface CommandGroup {
  readonly label: string
  readonly commands: readonly Command[]
}

/** Without capitals and accents, so that `uber` finds `Über`. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/**
 * The commands in whose labels each typed word stands, groups and order kept, at most `most` of each group; groups
 * without any are left out.
 */
export function findCommands(groups: readonly CommandGroup[], query: string, most: number): readonly CommandGroup[] {
  const wanted = plain(query).split(/\s+/).filter(Boolean)
  const fits = ({ label }: Command): boolean => wanted.every(word => plain(label).includes(word))
  return groups
    .map(({ label, commands }) => ({ label, commands: commands.filter(fits).slice(0, most) }))
    .filter(({ commands }) => commands.length > 0)
}
