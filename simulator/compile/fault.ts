/** Source that cannot be compiled: the file, and what is wrong with it in words. */
export class Fault extends Error {
  readonly file: string

  constructor(file: string, message: string) {
    super(message)
    this.name = 'Fault'
    this.file = file
  }
}
