/** One example of a specification: a text and what becomes of it. */
export interface Example {
  readonly number: number
  readonly section: string
  readonly markdown: string
  readonly html: string
}

const PARTS = /^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$|^#{1,6} *(.*)$/gm

/** The examples in the text of the CommonMark specification, in which `→` stands for a tab. */
export function readExamples(specification: string): Example[] {
  const examples: Example[] = []
  let section = ''
  for (const [, markdown, html, heading] of specification.matchAll(PARTS)) {
    if (heading !== undefined) section = heading
    else if (markdown !== undefined && html !== undefined)
      examples.push({ number: examples.length + 1, section, markdown: withTabs(markdown), html: withTabs(html) })
  }
  return examples
}

function withTabs(text: string): string {
  return text.replaceAll('→', '\t')
}
