import { join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { repository } from '../process/repository.ts'
import { importOptions, importRules } from './import-rules.ts'

export interface ImportsSeen {
  /** How many source files were read. */
  readonly modules: number
  /** One line for each import that breaks a rule. */
  readonly problems: readonly string[]
}

/** Holds the folders below `root` to the rules of `import-rules.ts`. */
export async function cruiseImports(root: string, folders: readonly string[]): Promise<ImportsSeen> {
  const options: ICruiseOptions = {
    ...importOptions,
    baseDir: root,
    ruleSet: { forbidden: importRules },
    validate: true,
  }
  const { output } = await cruise([...folders], options, undefined, {
    tsConfig: extractTSConfig(join(repository, 'tsconfig.json')),
  })
  const { modules, summary } = output as ICruiseResult
  const own = modules.filter(
    ({ source }) => folders.some(folder => source.startsWith(`${folder}/`)) && !/node_modules/.test(source),
  )
  const problems = summary.violations.map(({ rule, from, to, cycle }) => {
    const path = cycle ? cycle.map(step => step.name).join(' → ') : to
    return `${rule.name}: ${from} → ${path}`
  })
  return { modules: own.length, problems }
}
