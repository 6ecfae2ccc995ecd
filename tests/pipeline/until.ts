/** Waits for a condition by asking again, at most `withinMs`; says what it waited for when it does not come true. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  const endsAt = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > endsAt) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
