/** A UUID (version 4) from numbers in [0, 1): the user's anonymous id on this phone, `wx_user.local_id`. */
export const localId = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16))
