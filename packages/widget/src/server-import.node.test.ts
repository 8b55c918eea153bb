import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

const entries = [
  'sdk',
  'widget',
  'widget/auto',
  'widget/react',
  'widget/markdown',
  'widget/testing',
  'widget/types',
  'widget/types/vue',
]

/** What libraries leave in a process, to warn of two copies of them; nothing of ours. */
const ofLibraries = /^(lit|reactiveElement|nanostores)[A-Z]|^customElements$/

it.each(entries)(
  'EM8 a server imports %s: no window, no document, no global, and nothing that keeps it alive',
  async entry => {
    const program = `
    const before = Object.getOwnPropertyNames(globalThis)
    const warn = console.warn
    const warnings = []
    console.warn = (...texts) => warnings.push(texts.join(' '))
    await import('@chat-view/${entry}')
    const added = Object.getOwnPropertyNames(globalThis).filter(name => !before.includes(name))
    console.log(JSON.stringify({ added, warnings: warnings.filter(text => !text.startsWith('Lit is in dev mode')) }))`
    const args = ['--conditions=chat-view-source', '--input-type=module', '--eval', program]
    const { stdout, stderr } = await run(process.execPath, args, { cwd: import.meta.dirname })
    const { added, warnings } = JSON.parse(stdout) as { added: string[]; warnings: string[] }
    expect(added.filter(name => !ofLibraries.test(name))).toEqual([])
    expect([warnings, stderr]).toEqual([[], ''])
  },
)
