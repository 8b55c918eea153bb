/** One numbered step of the schema, and the way back (ST4). A released one is never changed: a new one follows it. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly up: string
  readonly down: string
}
