/** A UUID (version 4) from numbers in [0, 1): the user's anonymous id on this phone, `wx_user.local_id`. */
export const localId = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const digit = Math.floor(random() * 16)
    return (place === 'x' ? digit : (digit & 3) | 8).toString(16)
  })
