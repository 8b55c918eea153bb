interface ElementMembers {
  /** What a page may write into markup; each but `announce` is a property of the same name. */
  readonly attributes: readonly string[]
  /** What only code can set. */
  readonly properties: readonly string[]
  /** What the element dispatches, or lets through from within. */
  readonly events: readonly string[]
}

const attributes = ['server', 'project', 'locale', 'theme', 'thread', 'readonly', 'announce'] as const
const properties = ['getToken', 'prompts', 'strings', 'tools', 'chat', 'markdownPlugins', 'imageHosts'] as const
const events = ['chat-ready', 'chat-thread-change', 'chat-message', 'chat-unread', 'chat-error', 'chat-link'] as const

/**
 * What pages set on the public elements and hear from them. Wrappers and template types are made from it, and a check holds
 * it to the manifest, which is made from the classes (EM2).
 */
export const elementMembers = {
  'chat-view': {
    attributes: [...attributes, 'layout', 'open', 'route'],
    properties,
    events: [...events, 'chat-show', 'chat-hide'],
  },
  'chat-provider': { attributes, properties, events },
  'chat-thread-list': { attributes: [], properties: [], events: [] },
  'chat-messages': { attributes: [], properties: [], events: ['chat-link'] },
  'chat-composer': { attributes: [], properties: ['text'], events: [] },
} as const satisfies Readonly<Partial<Record<keyof HTMLElementTagNameMap, ElementMembers>>>
