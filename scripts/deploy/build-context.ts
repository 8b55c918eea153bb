import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Folders that are large, and of which no rule of ours takes anything in. */
const passedOver = new Set(['.git', 'node_modules'])

/** The files of a folder that an engine gets for a build, by the rules of its `.dockerignore`; paths with `/`, sorted. */
export const buildContext = (root: string, takes: (path: string) => boolean): string[] => {
  const files: string[] = []
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (!passedOver.has(entry.name) || takes(`${path}/any`)) walk(path)
      } else if (takes(path)) files.push(path)
    }
  }
  walk('')
  return files.sort()
}
