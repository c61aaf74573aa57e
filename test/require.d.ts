/** WeChat's typings, which the plugin's own types need, declare `require` without what Node adds to it. */
interface Require {
  resolve(path: string): string
}
