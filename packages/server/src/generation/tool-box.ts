import type { PageTool } from '@chat-view/protocol'
import { z } from 'zod'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { ProviderTool } from '../ports/provider.ts'
import type { ServerTool } from '../ports/server-tool.ts'

/** A tool that the model may ask for in one answer, and who runs it. */
export type OfferedTool =
  | { readonly runsOn: 'server'; readonly tool: ServerTool; readonly offer: ProviderTool }
  | { readonly runsOn: 'page'; readonly tool: PageTool; readonly offer: ProviderTool }

/** Which tools an answer has, by name. */
export interface ToolBox {
  /** @throws store_unavailable */
  open(record: GenerationRecord): Promise<ReadonlyMap<string, OfferedTool>>
}

/** Offers nothing. */
export const emptyToolBox: ToolBox = { open: async () => new Map() }

const schemaOf = (tool: ServerTool): Readonly<Record<string, unknown>> => {
  const { $schema, ...schema } = z.toJSONSchema(tool.parameters, { io: 'input' })
  return schema
}

const offerPage = (tool: PageTool): OfferedTool => {
  const { name, description, parameters } = tool
  return { runsOn: 'page', tool, offer: { name, description, parameters } }
}

/**
 * The server's tools that the project's settings name, and those that the page offered. Where both have a name, the
 * server's is meant.
 */
export const createToolBox = (
  serverTools: readonly ServerTool[],
  projects: { get: ProjectStore['getProject'] },
): ToolBox => {
  const known = new Map<string, OfferedTool>()
  for (const tool of serverTools) {
    const { name, description } = tool
    known.set(name, { runsOn: 'server', tool, offer: { name, description, parameters: schemaOf(tool) } })
  }
  return {
    async open(record) {
      const settings = (await projects.get(record.projectId))?.settings
      if (!settings) return new Map()
      const offered = new Map<string, OfferedTool>()
      if (settings.pageTools) for (const tool of record.tools) offered.set(tool.name, offerPage(tool))
      for (const name of settings.tools) {
        const tool = known.get(name)
        if (tool) offered.set(name, tool)
      }
      return offered
    },
  }
}
