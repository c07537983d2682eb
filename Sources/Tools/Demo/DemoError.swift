/// Why the stack could not start, as the rest of the line `demo: …`.
struct DemoError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
