import type { createLowlight } from 'lowlight'

type Tree = ReturnType<ReturnType<typeof createLowlight>['highlight']>
type Tokens = Tree['children']

/** A stretch of code in one colour; null: in that of the text. */
export interface Run {
  readonly colour: string | null
  readonly text: string
}

/** The four colours of the style sheet, by what a grammar calls a token. */
const COLOURS: Readonly<Record<string, string>> = {
  keyword: 'k',
  'selector-tag': 'k',
  name: 'k',
  section: 'k',
  doctag: 'k',
  meta: 'k',
  string: 't',
  regexp: 't',
  addition: 't',
  link: 't',
  number: 'n',
  literal: 'n',
  symbol: 'n',
  bullet: 'n',
  deletion: 'n',
  comment: 'c',
  quote: 'c',
}

/** The tokens of a tree as runs in turn, the innermost colour first; neighbours of one colour are one run. */
export const colouredRuns = ({ children }: Tree): Run[] => {
  const runs: { colour: string | null; text: string }[] = []
  const visit = (tokens: Tokens, colour: string | null): void => {
    for (const token of tokens) {
      if (token.type === 'element') visit(token.children, colourOf(token.properties.className) ?? colour)
      else if (token.type === 'text') {
        const last = runs.at(-1)
        if (last?.colour === colour) last.text += token.value
        else runs.push({ colour, text: token.value })
      }
    }
  }
  visit(children, null)
  return runs
}

const colourOf = (className: unknown): string | null => {
  const [first] = Array.isArray(className) ? className : []
  return COLOURS[String(first).replace('hljs-', '')] ?? null
}

/** Whether the code ends within a comment, a string or a part in another language. */
export const endsInside = ({ children }: Tree): boolean => children.at(-1)?.type === 'element'
