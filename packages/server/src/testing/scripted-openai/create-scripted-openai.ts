import { createScriptedService, type ScriptedService } from '../scripted-service/create-scripted-service.ts'
import { answer } from './openai-reply.ts'

/**
 * An OpenAI-compatible HTTP server that does what a test says. It can: answer in pieces at any pace; split packets
 * anywhere, also inside a code point; be silent before the headers, between pieces, for ever; cut the connection;
 * refuse with any status and header; leave out `[DONE]`, the finish reason or the usage; send broken JSON; refuse an
 * option that the request has. By default it says "Hello from the script."
 */
export interface ScriptedOpenAI extends ScriptedService {
  /** For `OPENAI_BASE_URL`. */
  readonly baseURL: string
}

/** Starts one on a free port of this machine. */
export const createScriptedOpenAI = async (): Promise<ScriptedOpenAI> => {
  const service = await createScriptedService(answer(['Hello ', 'from ', 'the script.']))
  return Object.assign(service, { baseURL: `${service.url}/v1` })
}
