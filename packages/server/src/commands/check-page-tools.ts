import type { AdminProject, PageTool } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'

/** May a page of this project offer these (AI10)? @throws forbidden where it takes none, invalid_request for a name of the server's */
export const checkPageTools = ({ settings }: Pick<AdminProject, 'settings'>, tools: readonly PageTool[]): void => {
  if (tools.length === 0) return
  if (!settings.pageTools) throw new CodedError('forbidden', { detail: 'This project takes no tools from pages' })
  const errors = tools.flatMap(({ name }, n) =>
    settings.tools.includes(name) ? [{ path: `tools.${n}.name`, message: 'is the name of a tool of the server' }] : [],
  )
  if (errors.length > 0) throw new CodedError('invalid_request', { errors })
}
