import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rollup } from 'rollup'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bundledLicences } from './bundled-licences.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-view-licences-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const install = (
  name: string,
  version: string,
  licence: Readonly<Record<string, string>>,
  at = 'node_modules',
): void => {
  write(`${at}/${name}/package.json`, JSON.stringify({ name, version, license: 'MIT' }))
  write(`${at}/${name}/lib/index.js`, `export const name = '${name} ${version}'`)
  for (const [file, text] of Object.entries(licence)) write(`${at}/${name}/${file}`, text)
}

const build = async (): Promise<string> => {
  await using bundle = await rollup({
    input: join(folder, 'entry.js'),
    plugins: [bundledLicences('THIRD-PARTY-LICENSES.txt')],
  })
  const { output } = await bundle.generate({})
  const file = output.find(({ fileName }) => fileName === 'THIRD-PARTY-LICENSES.txt')
  return file?.type === 'asset' ? String(file.source) : ''
}

it('EM1 the licences of what is bundled are told beside it, each of the version that is in it', async () => {
  install('plain', '1.0.0', { LICENSE: 'of plain\r\n', 'index.js': '' })
  install('@a/scoped', '2.0.0', { 'license.md': 'of scoped', NOTICE: 'and its notice' })
  install('inner', '3.0.0', { LICENSE: 'of the outer one' })
  install('inner', '4.0.0', { LICENSE: 'of the inner one' }, 'node_modules/plain/node_modules')
  install('inner', '4.0.0', { LICENSE: 'of the inner one' }, 'node_modules/@a/scoped/node_modules')
  install('unused', '5.0.0', { LICENSE: 'of none' })
  const uses = ['plain', '@a/scoped', 'plain/node_modules/inner', '@a/scoped/node_modules/inner'].map(
    (name, index) => `import { name as n${index} } from './node_modules/${name}/lib/index.js'\nconsole.log(n${index})`,
  )
  write('entry.js', `${uses.join('\n')}\nimport './node_modules/unused/lib/index.js'`)
  const [, ...told] = (await build()).trim().split(`\n\n${'-'.repeat(80)}\n\n`)
  expect(told).toEqual([
    '@a/scoped 2.0.0 (MIT)\n\nand its notice\n\nof scoped',
    'inner 4.0.0 (MIT)\n\nof the inner one',
    'plain 1.0.0 (MIT)\n\nof plain',
  ])
})

it('EM1 a package whose licence is not known is not bundled', async () => {
  install('bare', '1.0.0', {})
  write('entry.js', `import { name } from './node_modules/bare/lib/index.js'\nconsole.log(name)`)
  await expect(build()).rejects.toThrow('bare is bundled, and its folder holds no text of a licence')
})
