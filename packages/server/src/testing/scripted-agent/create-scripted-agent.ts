import { createScriptedService, type ScriptedService } from '../scripted-service/create-scripted-service.ts'
import { agentAnswer } from './agent-reply.ts'

/**
 * An agent behind HTTP that streams events of the AG-UI protocol as a test says: messages, reasoning, tools of its own
 * and of the client's, snapshots, interrupts, failures; it can stall, cut, refuse, split packets anywhere and send what
 * is no event. By default it says "Hello from the agent." Its `url` is for `AG_UI_URL`.
 */
export const createScriptedAgent = (): Promise<ScriptedService> =>
  createScriptedService(agentAnswer(['Hello ', 'from ', 'the agent.']))
