import type { PageTool } from '@chat-view/protocol'
import { z } from 'zod'
import type { ToolBox } from '../generation/tool-box.ts'
import { createToolBox } from '../generation/tool-box.ts'
import { defaultSettings } from '../ports/default-settings.ts'
import type { ServerTool } from '../ports/server-tool.ts'

/** A tool that does what a test says: what isn't given is harmless. */
export const scriptedTool = (
  name: string,
  run: ServerTool['run'],
  overrides: Partial<Omit<ServerTool, 'name' | 'run'>> = {},
): ServerTool => ({
  name,
  title: `The ${name}`,
  description: `Does ${name}`,
  parameters: z.object({ of: z.string().optional() }),
  approval: false,
  idempotent: false,
  timeoutMs: 5_000,
  ...overrides,
  run,
})

/** A tool of a page. */
export const scriptedPageTool = (name: string, overrides: Partial<PageTool> = {}): PageTool => ({
  name,
  description: `Does ${name}`,
  parameters: { type: 'object' },
  ...overrides,
})

/** Offers all of these in every project, and what the page offers. */
export const toolBoxWith = (...tools: readonly ServerTool[]): ToolBox => {
  const settings = { ...defaultSettings, tools: tools.map(({ name }) => name) }
  return createToolBox(tools, { get: async () => ({ settings }) as never })
}
