import type { PageTool } from '@chat-view/protocol'

/** As text each: any name may stand in a schema, also those by which the driver tells types of its own. */
export const keptTools = (tools: readonly PageTool[]): string[] => tools.map(tool => JSON.stringify(tool))

/** Earlier releases kept the objects themselves. */
export const readTools = (kept: readonly (string | PageTool)[]): PageTool[] =>
  kept.map(tool => (typeof tool === 'string' ? (JSON.parse(tool) as PageTool) : tool))
