import type { Variable, VariableName } from '../../packages/server/src/config/variables.ts'
import { variables } from '../../packages/server/src/config/variables.ts'
import type { ComposeFile } from './compose-files.ts'

/** What stands in for a secret that nobody gave: empty means the default. */
const noSecret = './deploy/no-secret'

const rows = Object.entries(variables) as [VariableName, Variable][]

const passedOn = ({ own, leftOut }: ComposeFile): [VariableName, Variable][] =>
  rows.filter(([name]) => !own.includes(name) && leftOut[name] === undefined)

const secretsOf = (file: ComposeFile): VariableName[] =>
  passedOn(file)
    .filter(([, { secret }]) => secret)
    .map(([name]) => name)

/** Puts lines between two marks, as deep as the marks are. @throws Error when a mark is missing */
const between = (text: string, mark: string, lines: readonly string[]): string => {
  const found = new RegExp(`^( *)# <${mark}>$[^]*?^ *# </${mark}>$`, 'm').exec(text)
  if (!found) throw new Error(`there is no # <${mark}> … # </${mark}>`)
  const [whole, depth = ''] = found
  const block = [`# <${mark}>`, ...lines, `# </${mark}>`].map(line => depth + line).join('\n')
  return text.replace(whole, () => block)
}

/**
 * A compose file with its lists made anew from the configuration schema: every variable that it passes on, empty by
 * default, secrets as the paths of files that are mounted (OP3).
 */
export const withLists = (file: ComposeFile, text: string): string => {
  const secrets = secretsOf(file)
  const environment = passedOn(file).map(([name, { secret }]) =>
    secret ? `${name}_FILE: /run/secrets/${name}` : `${name}: \${${name}:-}`,
  )
  const sources = secrets.map(name => `  ${name}: { file: '\${${name}_FILE:-${noSecret}}' }`)
  const listed = between(text, 'variables', environment)
  const granted = between(listed, 'granted', [`secrets: [${secrets.join(', ')}]`])
  return between(granted, 'secrets', ['secrets:', ...sources])
}
