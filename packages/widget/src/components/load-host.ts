import type { ChatHost, SurfaceWishes } from '../controllers/chat-host.ts'

/** Loads what connects, without what draws: enough for an unread badge. */
export async function loadHost(element: HTMLElement, wishes: SurfaceWishes): Promise<ChatHost> {
  const { ChatHost } = await import('../controllers/chat-host.ts')
  return new ChatHost(element, wishes)
}
