/**
 * What the page objects need of a locator: Playwright's own has it, so that this package depends on no test runner.
 * `Self` is the type of the locators themselves, which one gets back for assertions.
 */
export interface LocatorLike<Self> {
  locator(selector: string): Self
  getByRole(
    role: 'alertdialog' | 'button' | 'dialog' | 'link' | 'menuitem' | 'region' | 'textbox',
    options?: { readonly name?: string | RegExp; readonly exact?: boolean },
  ): Self
  first(): Self
  last(): Self
  nth(index: number): Self
  filter(options: { readonly hasText?: string | RegExp; readonly visible?: boolean }): Self
  and(other: Self): Self
  or(other: Self): Self
  count(): Promise<number>
  isVisible(): Promise<boolean>
  click(options?: { readonly timeout?: number }): Promise<void>
  hover(options?: { readonly timeout?: number }): Promise<void>
  fill(text: string, options?: { readonly timeout?: number }): Promise<void>
  press(key: string, options?: { readonly timeout?: number }): Promise<void>
  waitFor(options: {
    readonly state: 'attached' | 'detached' | 'visible' | 'hidden'
    readonly timeout: number
  }): Promise<void>
  evaluateAll<Result>(read: (elements: HTMLElement[]) => Result): Promise<Result>
  evaluateAll<Result, Argument>(
    read: (elements: HTMLElement[], argument: Argument) => Result,
    argument: Argument,
  ): Promise<Result>
}
