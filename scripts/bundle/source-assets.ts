import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'rollup'

/** A rollup plugin that ships pages, styles, pictures and data files of a source folder at the place where the code looks for them. */
export const sourceAssets = (folder: string): Plugin => ({
  name: 'source-assets',
  generateBundle() {
    for (const file of globSync('**/*.{html,css,svg,png,js,sql,json,webmanifest}', { cwd: folder })) {
      this.emitFile({
        type: 'asset',
        fileName: file.replaceAll('\\', '/'),
        source: readFileSync(join(folder, file)),
      })
    }
  },
})
