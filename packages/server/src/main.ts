import { runCommandLine } from './cli/run-command-line.ts'

await runCommandLine(['start'])
