/** The first words of every request for a summary: by them a provider that only plays one knows what is wanted. */
export const summaryOrder = 'Write down what is to be remembered'
