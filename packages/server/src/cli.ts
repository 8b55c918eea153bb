#!/usr/bin/env node
import { outliveReaders } from './cli/outlive-readers.ts'
import { runCommandLine } from './cli/run-command-line.ts'

outliveReaders(process.stdout, process.stderr)
await runCommandLine(process.argv.slice(2))
