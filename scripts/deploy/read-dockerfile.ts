/** One line of a Dockerfile: `COPY`, and what follows it. */
export interface Instruction {
  readonly name: string
  readonly words: readonly string[]
}

/** From one `FROM` to the next. */
export interface Stage {
  readonly base: string
  readonly name: string
  readonly instructions: readonly Instruction[]
}

const instructions = (text: string): Instruction[] =>
  text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [name = '', ...words] = line.split(/\s+/)
      return { name: name.toUpperCase(), words }
    })

/** The stages of a Dockerfile, in order. */
export const readDockerfile = (text: string): Stage[] => {
  const stages: (Stage & { instructions: Instruction[] })[] = []
  for (const instruction of instructions(text)) {
    const [base = '', , name = ''] = instruction.words
    if (instruction.name === 'FROM') stages.push({ base, name, instructions: [] })
    else stages.at(-1)?.instructions.push(instruction)
  }
  return stages
}

/** What a stage copies: from the context, or from another stage. */
export const copiesOf = ({ instructions }: Stage): { from: string | null; sources: string[] }[] =>
  instructions
    .filter(({ name }) => name === 'COPY' || name === 'ADD')
    .map(({ words }) => {
      const flags = words.filter(word => word.startsWith('--'))
      const from = flags.find(flag => flag.startsWith('--from='))?.slice('--from='.length) ?? null
      return { from, sources: words.filter(word => !word.startsWith('--')).slice(0, -1) }
    })

/** The environment that a stage sets. */
export const environmentOf = ({ instructions }: Stage): Record<string, string> =>
  Object.fromEntries(
    instructions
      .filter(({ name }) => name === 'ENV')
      .flatMap(({ words }) => words)
      .map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  )
