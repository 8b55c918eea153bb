import { buildWidget } from './build-widget.ts'

// In one process, so that a signal to it reaches the server.
await buildWidget()
await import('../packages/server/src/main.ts')
