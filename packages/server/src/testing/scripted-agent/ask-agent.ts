import { createAgUiProvider } from '../../adapters/ag-ui/create-ag-ui-provider.ts'
import type { ProviderEvent, ProviderRequest } from '../../ports/provider.ts'
import type { ServiceReply, ServiceStep } from '../scripted-service/service-reply.ts'
import { runStarted } from './agent-reply.ts'
import { createScriptedAgent } from './create-scripted-agent.ts'

/** A run that begins, with these events. */
export const run = (...steps: ServiceStep[]): ServiceReply => ({ steps: [runStarted, ...steps] })

/** An agent with its next replies, and a provider that asks it. */
export const startAgent = async (...replies: ServiceReply[]) => {
  const agent = await createScriptedAgent()
  agent.next(...replies)
  const provider = createAgUiProvider({ url: `${agent.url}/runs`, token: 'token-secret', model: 'agent' })
  /** All events of an answer; into `heard` as they come. */
  const ask = async (request: Partial<ProviderRequest> = {}, heard: ProviderEvent[] = []): Promise<ProviderEvent[]> => {
    const { signal } = new AbortController()
    const asked = { model: 'm', messages: [{ role: 'user', text: 'Hi' }], signal, ...request } as const
    for await (const event of provider.stream(asked)) heard.push(event)
    return heard
  }
  return { agent, ask, [Symbol.asyncDispose]: () => agent.close() }
}
