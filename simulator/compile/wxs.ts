/**
 * wxs looks like JavaScript but is not: `.constructor` is the name of the type as a string, a backslash in the
 * literal of `getRegExp('…')` stands for itself, and `require` keeps the file's ending.
 */
export const compileWxs = (source: string): string =>
  source
    .replace(/\.constructor\b/g, '.constructor.name')
    .replace(
      /getRegExp\(\s*(['"])((?:\\.|(?!\1).)*)\1/g,
      (_, quote: string, pattern: string) =>
        `getRegExp(${quote}${pattern.replace(/\\(?!['"])/g, '\\\\')}${quote}`,
    )
    .replace(/require\((['"])([^'"]+)\.wxs\1\)/g, 'require($1$2$1)')

/**
 * The functions that every wxs module finds ready, and the framework's own two that call the functions of wxs. For them
 * the compiled templates need a `wxsRuntime`: see `phone/wxs-instance.ts`.
 */
export const WXS_RUNTIME =
  'var getRegExp=function(p,f){return new RegExp(p,f)};' +
  'var getDate=function(){return arguments.length?new Date(...arguments):new Date()};' +
  'Q.A=wxsRuntime.filter;Q.C=wxsRuntime.wrap;'
