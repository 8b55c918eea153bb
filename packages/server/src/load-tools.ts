import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError } from './config/config-error.ts'
import type { ServerTool } from './ports/server-tool.ts'
import { checkTools } from './tools/check-tools.ts'

/** The built-in tools and those of the module that `AI_TOOLS_MODULE` names (AI10). @throws ConfigError */
export const loadTools = async (
  path: string | null,
  builtIn: readonly ServerTool[],
): Promise<readonly ServerTool[]> => {
  if (path === null) return builtIn
  let module: { readonly default?: unknown; readonly tools?: unknown }
  try {
    module = await import(pathToFileURL(resolve(path)).href)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError([`AI_TOOLS_MODULE: ${path} cannot be loaded: ${why}`])
  }
  const own = module.tools ?? module.default
  if (!Array.isArray(own)) throw new ConfigError([`AI_TOOLS_MODULE: ${path} must export \`tools\`, a list`])
  const checked = checkTools([...builtIn, ...own])
  if ('problems' in checked) throw new ConfigError(checked.problems.map(problem => `AI_TOOLS_MODULE: ${problem}`))
  return checked.tools
}
