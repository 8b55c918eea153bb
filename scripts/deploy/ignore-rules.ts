/** One line of a `.dockerignore`: what it names, and whether that is left out or taken in again. */
interface IgnoreRule {
  readonly matches: RegExp
  readonly takesIn: boolean
}

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')

/** As container engines read it: `*` stays within a folder, `**` does not, and what lies below a match matches too. */
const patternOf = (glob: string): RegExp => {
  const source = glob
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map(piece => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' })[piece] ?? escaped(piece))
    .join('')
  return new RegExp(`^${source}(?:/.*)?$`)
}

const ruleOf = (line: string): IgnoreRule => {
  // Classes and escapes mean something to an engine, and nothing here.
  if (/[[\]\\]/.test(line)) throw new Error(`.dockerignore: ${line}: brackets and backslashes are not understood`)
  const takesIn = line.startsWith('!')
  const glob = line.slice(takesIn ? 1 : 0).replace(/^\/+|\/+$/g, '')
  return { matches: patternOf(glob), takesIn }
}

/** Says of a file's path whether the engine gets it; of the lines that name it the last one decides. @throws Error at what it does not understand */
export const readIgnoreRules = (text: string): ((path: string) => boolean) => {
  const rules = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(ruleOf)
  return path => rules.findLast(({ matches }) => matches.test(path))?.takesIn ?? true
}
