import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'rollup'

/** The folder of the installed package that a module is of; null for our own. */
const packageOf = (module: string): string | null =>
  /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/?]+)/s.exec(module)?.[1] ?? null

interface Installed {
  readonly name: string
  readonly version: string
  readonly license?: string
}

/** What a package asks to be told with its code. @throws Error when it holds no text of a licence */
const notice = (folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Installed
  const files = readdirSync(folder).filter(file => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(file))
  if (files.length === 0) throw new Error(`${name} is bundled, and its folder holds no text of a licence: ${folder}`)
  const texts = files.sort().map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  return [`${name} ${version}${license ? ` (${license})` : ''}`, ...texts].join('\n\n')
}

/** A rollup plugin that puts the licences of the packages in a bundle beside it, as most of them ask. */
export const bundledLicences = (fileName: string): Plugin => ({
  name: 'bundled-licences',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap(file => (file.type === 'chunk' ? file.moduleIds : []))
    const folders = new Set(modules.map(packageOf).filter(folder => folder !== null))
    // One package can be installed in several places.
    const notices = [...new Set([...folders].map(notice))].sort()
    const head = 'The bundle holds code of these packages, each under its own licence.'
    this.emitFile({ type: 'asset', fileName, source: `${[head, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`)}\n` })
  },
})
