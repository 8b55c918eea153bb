/** One thing that was looked at. `warn`: it works, and yet somebody should know. */
export interface Finding {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'bad'
  readonly detail: string
}

/** Looks at one thing. A look that throws has found something bad. */
export type Look = () => Promise<Omit<Finding, 'name'>>
