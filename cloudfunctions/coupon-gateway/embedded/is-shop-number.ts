/** Whether a shop's name is its number at the vendor, such as `7559`, and not a code such as `aEtGbNNVQ3m1YStlySDB0Q`. */
export const isShopNumber = (shop: string): boolean => /^\d+$/.test(shop)
