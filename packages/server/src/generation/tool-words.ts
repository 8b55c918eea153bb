/** What a model is told of calls that came to nothing. A person who unfolds the call reads the same. */
export const toolWords = {
  unknown: (name: string) => `There is no tool ${name}.`,
  noJson: 'The arguments are not a JSON object.',
  tooLong: 'The arguments are too long.',
  invalid: (problems: string) => `The arguments do not fit: ${problems}`,
  tooMany: 'Too many tools were called for this answer. This call was not run.',
  denied: 'The user does not allow this call. It was not run; do not ask for it again.',
  undecided: 'Nobody allowed this call in time. It was not run.',
  unanswered: 'The page did not answer this call in time. Whether it had its effect is not known.',
  late: (seconds: number) => `The tool did not answer within ${seconds} s and was stopped.`,
  threw: 'The tool failed.',
  cut: '… [cut]',
  interrupted:
    'The server was lost while this call ran. Whether it had its effect is not known. Do not repeat the call; tell the user.',
  notRepeated:
    'This very call was interrupted before, and whether it had its effect is not known. It was not run again.',
  sources: (numbers: readonly number[]) =>
    `The sources of this result are, in their order: ${numbers.map(number => `[${number}]`).join(', ')}. Where you use one, write its number in brackets.`,
  answerNow: 'No more tools can be called for this answer. Answer now with what is known.',
} as const
