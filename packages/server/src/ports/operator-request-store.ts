/** Something that an operator asked for under a key of theirs. */
export interface KeyedRequest {
  readonly operatorId: string
  /** As the client made it. */
  readonly key: string
  /** This try of it: of two that run at once, each ends its own. */
  readonly attempt: string
}

/** How far a request of an operator has come that was sent before. */
export type RequestStand =
  /** It runs, or was broken off: nobody knows how it ended. */
  | { readonly state: 'begun' }
  /** `answer` as a `Cipher` sealed it: answers may hold secrets. */
  | { readonly state: 'done'; readonly answer: string }

/** What operators asked for with `Idempotency-Key`, remembered for as long as commands are (RT11). */
export interface OperatorRequestStore {
  /**
   * Begins a request, or says how far the same one has come; null: it begins now, and is this attempt's to end.
   * `takesOver`: one that has begun and not ended begins anew, for what can be done twice.
   * @throws idempotency_mismatch when the key was used for something else
   */
  beginRequest(
    request: KeyedRequest & { fingerprint: string; takesOver: boolean; at: number },
  ): Promise<RequestStand | null>
  /** Keeps the answer of an attempt that is still the one that runs. */
  endRequest(request: KeyedRequest & { answer: string }): Promise<void>
  /** Forgets an attempt that did nothing: the key is free again. */
  forgetRequest(request: KeyedRequest): Promise<void>
}
