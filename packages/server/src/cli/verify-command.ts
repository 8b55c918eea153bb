import { readFileSync } from 'node:fs'
import type { Receipt } from '@chat-view/protocol'
import { receipt as receiptSchema } from '@chat-view/protocol'
import type { Command } from 'commander'
import { createSigner } from '../adapters/jose/signer.ts'
import { verifyReceipt } from '../domain/erasure/receipts.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { exitCodes } from './exit-codes.ts'
import { receiptLines } from './receipt-lines.ts'
import { keptSecrets } from './secrets-for.ts'

const readReceipt = (path: string): Receipt => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new CodedError('invalid_request', { detail: `${path} cannot be read`, cause })
  }
  try {
    return receiptSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new CodedError('invalid_request', { detail: `${path} holds no receipt of an erasure`, cause })
  }
}

/** `verify`: is a receipt what this server signed (ST8)? */
export const addVerifyCommand = (program: Command, line: CommandLine): void => {
  program
    .command('verify <receipt.json>')
    .description(
      `check the receipt of an erasure; exits with ${exitCodes.invalid} when it is not what this server signed`,
    )
    .option('--json', 'print JSON', false)
    .action((path: string, { json }: { json: boolean }) => {
      const receipt = readReceipt(path)
      const valid = verifyReceipt(receipt, createSigner(keptSecrets(line.config())))
      const verdict = valid ? 'The receipt is what this server signed.' : 'THE RECEIPT IS NOT WHAT THIS SERVER SIGNED.'
      show(line, json, { valid, receipt }, [verdict, ...receiptLines(receipt)])
      if (!valid) line.exit(exitCodes.invalid)
    })
}
