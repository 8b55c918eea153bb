export { ConfigError } from './config/config-error.ts'
export { type Config, loadConfig } from './config/load-config.ts'
export { createServer, type RunningServer, type ServerOptions } from './create-server.ts'
export { CodedError } from './ports/coded-error.ts'
export type { Logger } from './ports/logger.ts'
export type {
  Provider,
  ProviderEvent,
  ProviderMessage,
  ProviderRequest,
  ProviderTool,
  ProviderToolCall,
} from './ports/provider.ts'
export { type FailureKind, ProviderFailure } from './ports/provider-failure.ts'
export type { ServerTool, ToolAnswer, ToolCaller } from './ports/server-tool.ts'
export { createLogger } from './telemetry/create-logger.ts'
