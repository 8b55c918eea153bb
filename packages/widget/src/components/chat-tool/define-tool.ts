import { defineElement } from '../define-element.ts'
import { ChatTool } from './chat-tool.ts'

/** Registers the element that shows calls of tools. */
export const defineTool = (): boolean => defineElement('chat-tool', ChatTool)
