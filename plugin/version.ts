/** Goes on the wire as `sr_sdk_version`; package.json says the same. */
export const VERSION = '1.0.0'
