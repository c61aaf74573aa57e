/** Whom a credential stands for. */
export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'user'; readonly user_id: string }

/** What a rate is counted under. User ids are the merchant's, so a prefix keeps them apart from `operator`. */
export const callerKey = (caller: Caller): string | undefined =>
  caller.kind === 'anyone'
    ? undefined
    : caller.kind === 'user'
      ? `user:${caller.user_id}`
      : 'operator'
