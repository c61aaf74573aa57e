import { attempt } from '../attempt'

/** decodeURIComponent that leaves what it cannot decode as it is: QR codes in the wild carry broken encoding. */
export const decode = (text: string): string => attempt(() => decodeURIComponent(text), text)
