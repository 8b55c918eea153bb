import type { Logger } from '../ports/logger.ts'

export interface RecordingLogger extends Logger {
  /** What an operator sees who reads everything but debugging: `level: message`. */
  readonly told: string[]
}

/** A logger that keeps what it was told. */
export const createRecordingLogger = (): RecordingLogger => {
  const told: string[] = []
  const at = (level: string) => (_: Record<string, unknown>, message: string) => void told.push(`${level}: ${message}`)
  const logger: RecordingLogger = {
    told,
    debug: () => {},
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => logger,
  }
  return logger
}
