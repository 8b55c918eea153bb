/** One rule of `docs/spec`: its id, and the file that holds it. */
export interface Rule {
  readonly id: string
  readonly file: string
}

/** One test: the id that its title starts with, if any, and where it stands. */
export interface ProvingTest {
  readonly title: string | undefined
  readonly place: string
}

export interface RuleBook {
  /** How many tests name each rule; those of a finer rule count for the one above it too. */
  readonly tests: ReadonlyMap<string, number>
  /** One line for each thing that is wrong. */
  readonly problems: readonly string[]
}

const ruleLine = /^- \*\*([A-Z]{2}\d+(?:\.\d+)*)\*\* \S/gm
const leadingId = /^([A-Z]{2}\d+(?:\.\d+)*) \S/

/** The rules of one file of `docs/spec`. */
export const rulesIn = (file: string, text: string): readonly Rule[] =>
  [...text.matchAll(ruleLine)].map(match => ({ id: match[1] ?? '', file }))

/** Ties tests to rules, both ways. `proved` are the rules that once had a test and must keep one. */
export function ruleBook(rules: readonly Rule[], proved: readonly string[], proving: readonly ProvingTest[]): RuleBook {
  const problems: string[] = []
  const tests = new Map<string, number>()
  for (const { id, file } of rules) {
    if (tests.has(id)) problems.push(`${file}: ${id} is written twice`)
    if (!file.endsWith(`${id.slice(0, 2)}.md`)) problems.push(`${file}: ${id} belongs to another family's file`)
    tests.set(id, 0)
  }
  for (const { id, file } of rules) {
    const above = parentOf(id)
    if (above !== undefined && !tests.has(above)) problems.push(`${file}: ${id} refines ${above}, which is no rule`)
  }
  for (const { title, place } of proving) {
    const id = title === undefined ? undefined : leadingId.exec(title)?.[1]
    if (title === undefined) problems.push(`${place}: the title cannot be read from the source`)
    else if (id === undefined) problems.push(`${place}: the title starts with no rule's id: "${title}"`)
    else if (!tests.has(id)) problems.push(`${place}: ${id} is no rule of docs/spec`)
    for (let each = id; each !== undefined && tests.has(each); each = parentOf(each)) {
      tests.set(each, (tests.get(each) ?? 0) + 1)
    }
  }
  const finer = rules.filter(({ id }) => parentOf(id) !== undefined && !tests.get(id))
  for (const { id, file } of finer) problems.push(`${file}: no test proves ${id}`)
  for (const id of proved) {
    if (!tests.has(id)) problems.push(`proved.json: ${id} is no rule`)
    else if (!tests.get(id)) problems.push(`proved.json: no test proves ${id} any more`)
  }
  return { tests, problems }
}

function parentOf(id: string): string | undefined {
  const dot = id.lastIndexOf('.')
  return dot < 0 ? undefined : id.slice(0, dot)
}
