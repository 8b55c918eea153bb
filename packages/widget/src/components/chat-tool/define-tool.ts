import { definePiece } from '../define-pieces.ts'
import { ChatTool } from './chat-tool.ts'

/** Registers the element that shows calls of tools. */
export const defineTool = (): boolean => definePiece('chat-tool', ChatTool)
