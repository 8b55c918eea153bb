import { rollup } from 'rollup'
import { expect, it } from 'vitest'
import { clientDirective } from './client-directive.ts'

/** Two modules of a library, built as they are published. */
const build = async (sources: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> => {
  const warnings: string[] = []
  const bundle = await rollup({
    input: Object.keys(sources),
    onwarn: ({ message }) => warnings.push(message),
    plugins: [
      {
        name: 'memory',
        resolveId: id => id,
        load: id => sources[id] ?? null,
      },
      clientDirective(),
    ],
  })
  const { output } = await bundle.generate({ preserveModules: true })
  expect(warnings).toEqual([])
  return Object.fromEntries(
    output.flatMap(file => (file.type === 'chunk' ? [[file.facadeModuleId ?? '', file.code]] : [])),
  )
}

it("EM8 'use client' stays at the top of the file that says so, and of no other", async () => {
  const files = await build({
    wrapper: `'use client'\nimport { plain } from 'plain'\nexport const wrapped = plain`,
    plain: `export const plain = "'use client'"`,
  })
  expect(files.wrapper).toMatch(/^'use client'\n/)
  expect(files.plain).not.toMatch(/^'use client'/)
})
