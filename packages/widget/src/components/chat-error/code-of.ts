/** The code of whatever was thrown: from the table of error codes, or `render` for a fault of the widget. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'render'
